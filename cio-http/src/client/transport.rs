//! reqwest, set up once for both clients.

#[cfg(feature = "async")]
pub(crate) mod asynchronous;
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod permits;
mod roots;
#[cfg_attr(
    any(feature = "rustls", feature = "native-tls", feature = "rustls-no-provider"),
    path = "transport/tls_on.rs"
)]
#[cfg_attr(
    not(any(feature = "rustls", feature = "native-tls", feature = "rustls-no-provider")),
    path = "transport/tls_off.rs"
)]
mod tls;

pub(crate) use roots::Roots;

use crate::error::Error;
use crate::error::connect_fault::ConnectFault;
use crate::error::transport_error::{FailurePoint, TransportError};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use std::time::Duration;

/// The caller's settings.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) user_agent_suffix: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            max_connections: permits::DEFAULT,
            user_agent_suffix: None,
        }
    }
}

/// Settings applied to either kind of builder after the caller's, so that the caller's cannot undo them.
macro_rules! ours {
    ($builder:expr, $options:expr, $live:expr) => {{
        $crate::client::transport::has_tls($live)?;
        let builder = $builder
            // Across hosts reqwest drops `Authorization` and makes a `GET` of a `POST`: `Call` decides.
            .redirect(reqwest::redirect::Policy::none())
            // It copies each request unless the number is 0.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            // It would log every byte, keys and all.
            .connection_verbose(false)
            .connect_timeout($options.connect_timeout)
            .user_agent($crate::client::transport::user_agent($options.user_agent_suffix.as_deref())?)
            .https_only($live);
        // A sandbox speaks no TLS, and to read the system's certificates takes longer than most tests. It is on loopback,
        // without a proxy.
        if $live { builder } else { $crate::client::transport::tls::without_certificates!(builder).no_proxy() }
    }};
}

use ours;

/// A sandbox needs no TLS, and may be all that a build is for.
fn has_tls(live: bool) -> Result<(), Error> {
    if tls::IS_THERE || !live {
        return Ok(());
    }
    Err(Error::setup(
        "no TLS feature of `cio-http` is enabled, so it can reach only a sandbox; add `rustls` to its features",
    ))
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    const OWN: &str = concat!("cio-http/", env!("CARGO_PKG_VERSION"));
    match suffix {
        None => Ok(HeaderValue::from_static(OWN)),
        Some(suffix) => HeaderValue::try_from(format!("{OWN} {suffix}")).map_err(|_| {
            Error::setup("the suffix of the user agent contains characters that a header cannot hold")
        }),
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
    let (is_timeout, error) = (error.is_timeout(), error.without_url());
    if point != FailurePoint::Connect {
        return TransportError::new(point, error);
    }
    let fault = ConnectFault::of(is_timeout, &error);
    TransportError::new(point, error).connect_fault(fault)
}

pub(crate) fn answer(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Bytes> {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

#[cfg(test)]
mod tests;
