//! reqwest, set up once for both clients.

mod roots;

pub(crate) use roots::Roots;

use crate::error::Error;
use crate::transport_error::{FailurePoint, TransportError};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use std::time::Duration;

/// What a caller may choose.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent_suffix: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            user_agent_suffix: None,
        }
    }
}

/// What requests leave by.
pub(crate) struct Http<T> {
    pub(crate) client: T,
    pub(crate) roots: Roots,
}

#[cfg(feature = "async")]
pub(crate) fn asynchronous(options: &Options, live: bool) -> Result<reqwest::Client, Error> {
    builder(options, live)?.build().map_err(not_built)
}

/// The time limit stays with the client inside, where it covers the body too: that of `reqwest::blocking` begins again
/// when the body is read.
#[cfg(feature = "blocking")]
pub(crate) fn blocking(options: &Options, live: bool) -> Result<reqwest::blocking::Client, Error> {
    reqwest::blocking::ClientBuilder::from(builder(options, live)?).timeout(None).build().map_err(not_built)
}

fn builder(options: &Options, live: bool) -> Result<reqwest::ClientBuilder, Error> {
    let builder = reqwest::Client::builder()
        // Across hosts reqwest drops `Authorization` and makes a `GET` of a `POST`: `Call` decides.
        .redirect(reqwest::redirect::Policy::none())
        // It copies each request unless the number is 0.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .timeout(options.timeout)
        .connect_timeout(options.connect_timeout)
        .user_agent(user_agent(options.user_agent_suffix.as_deref())?);
    // A sandbox is on loopback, where there is no TLS and no proxy.
    Ok(if live { builder.https_only(true) } else { builder.no_proxy() })
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    const OWN: &str = concat!("cio-http/", env!("CARGO_PKG_VERSION"));
    match suffix {
        None => Ok(HeaderValue::from_static(OWN)),
        Some(suffix) => HeaderValue::try_from(format!("{OWN} {suffix}"))
            .map_err(|_| Error::setup("the suffix of the user agent holds what a header cannot carry")),
    }
}

fn not_built(error: reqwest::Error) -> Error {
    Error::setup_because("TLS or name resolution is not available", error.without_url())
}

/// How far the request came, by reqwest's account. A URL holds identifiers, so the cause goes without it.
pub(crate) fn failure(error: reqwest::Error) -> TransportError {
    let point = if error.is_builder() {
        FailurePoint::Request
    } else if error.is_connect() {
        FailurePoint::Connect
    } else if error.is_timeout() {
        FailurePoint::Timeout
    } else {
        FailurePoint::Interrupted
    };
    TransportError::new(point, error.without_url())
}

pub(crate) fn answer(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Bytes> {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

#[cfg(test)]
mod tests;
