//! reqwest for threads.

use super::permits::{Permit, Permits};
use super::{Options, Roots, answer, failure, not_built, ours};
use crate::call::LONGEST_ANSWER;
use crate::client::async_task;
use crate::error::Error;
use crate::error::transport_error::{FailurePoint, TransportError};
use bytes::Bytes;
use http::{Request, Response};
use std::io::Read as _;
use std::time::Duration;

/// The HTTP client that sends requests.
pub(crate) struct Http {
    /// There until the end.
    client: Option<reqwest::blocking::Client>,
    roots: Roots,
    /// The time limit of each request, where it could not be set on the client.
    timeout: Option<Duration>,
    permits: Permits,
}

impl Http {
    /// Waits for a connection that may be used.
    pub(crate) fn permit(&self) -> Result<Permit<'_>, TransportError> {
        self.permits.take_here()
    }

    fn client(&self) -> &reqwest::blocking::Client {
        self.client.as_ref().expect("only `drop` takes it")
    }
}

/// At its end reqwest waits for a thread, and that thread for a name to be resolved. In an async task another one waits.
impl Drop for Http {
    fn drop(&mut self) {
        if let Some(client) = self.client.take().filter(|_| async_task::is_here()) {
            // If no thread can be started, the client is dropped here.
            let _ = std::thread::Builder::new().spawn(move || drop(client));
        }
    }
}

/// A client to Customer.io itself (`live`) or to a sandbox, from the caller's builder or a new one.
///
/// The time limit must be on the inner client, where it covers the body too: that of `reqwest::blocking` starts again
/// when the body is read. A builder of a caller has no way to set it there, but each request has.
pub(crate) fn http(
    own: Option<reqwest::blocking::ClientBuilder>,
    options: &Options,
    live: bool,
    roots: Roots,
) -> Result<Http, Error> {
    let timeout = own.is_some().then_some(options.timeout);
    let permits = Permits::new(options.max_connections, options.timeout)?;
    let fresh = || {
        let builder = reqwest::Client::builder().timeout(options.timeout);
        builder.pool_max_idle_per_host(options.max_connections).into()
    };
    let builder = own.unwrap_or_else(fresh);
    let client = ours!(builder, options, live).timeout(None).build().map_err(not_built)?;
    Ok(Http { client: Some(client), roots, timeout, permits })
}

pub(crate) fn execute(
    http: &Http,
    request: Request<Bytes>,
    limit: Option<Duration>,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    let mut request = reqwest::blocking::Request::new(parts.method, http.roots.url(&parts.uri)?);
    *request.headers_mut() = parts.headers;
    // An empty one is none: else a `GET` says `content-length: 0`.
    *request.body_mut() = (!body.is_empty()).then(|| body.into());
    if let Some(timeout) = limit.or(http.timeout) {
        *request.timeout_mut() = Some(timeout);
    }
    let mut response = http.client().execute(request).map_err(failure)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(answer(status, headers, read(response)?))
}

/// The body, or just more of it than is ever read.
fn read(response: reqwest::blocking::Response) -> Result<Bytes, TransportError> {
    if response.content_length().is_some_and(|length| length <= LONGEST_ANSWER) {
        return response.bytes().map_err(failure);
    }
    let mut body = Vec::new();
    response.take(LONGEST_ANSWER + 1).read_to_end(&mut body).map_err(read_failure)?;
    Ok(body.into())
}

/// How far the request came, of a body that is read piece by piece: reqwest's error is inside of one of I/O.
fn read_failure(error: std::io::Error) -> TransportError {
    match error.downcast::<reqwest::Error>() {
        Ok(error) => failure(error),
        Err(error) => TransportError::new(FailurePoint::Interrupted, error),
    }
}
