//! reqwest for async code.

use super::permits::{Permit, Permits};
use super::{Options, Roots, answer, failure, not_built, ours};
use crate::call::LONGEST_ANSWER;
use crate::error::Error;
use crate::error::transport_error::TransportError;
use bytes::Bytes;
use http::{Request, Response};
use std::time::Duration;

/// The HTTP client that sends requests.
pub(crate) struct Http {
    client: reqwest::Client,
    roots: Roots,
    permits: Permits,
}

impl Http {
    /// Waits for a connection that may be used.
    pub(crate) async fn permit(&self) -> Result<Permit<'_>, TransportError> {
        self.permits.take().await
    }
}

/// A client to Customer.io itself (`live`) or to a sandbox, from the caller's builder or a new one.
pub(crate) fn http(
    own: Option<reqwest::ClientBuilder>,
    options: &Options,
    live: bool,
    roots: Roots,
) -> Result<Http, Error> {
    let permits = Permits::new(options.max_connections, options.timeout)?;
    let fresh = || reqwest::Client::builder().pool_max_idle_per_host(options.max_connections);
    let builder = ours!(own.unwrap_or_else(fresh), options, live);
    let client = builder.timeout(options.timeout).build().map_err(not_built)?;
    Ok(Http { client, roots, permits })
}

/// The future holds nothing of the request, which is larger than all that is waited for. `limit` is that of this attempt, if
/// it is less than the client's.
pub(crate) fn execute(
    http: &Http,
    request: Request<Bytes>,
    limit: Option<Duration>,
) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + use<> {
    let response = outgoing(http, request).map(|mut request| {
        if let Some(limit) = limit {
            *request.timeout_mut() = Some(limit);
        }
        http.client.execute(request)
    });
    async move {
        let mut response = response?.await.map_err(failure)?;
        let body = read(&mut response).await.map_err(failure)?;
        Ok(answer(response.status(), std::mem::take(response.headers_mut()), body))
    }
}

fn outgoing(http: &Http, request: Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let mut request = reqwest::Request::new(parts.method, http.roots.url(&parts.uri)?);
    *request.headers_mut() = parts.headers;
    // An empty one is none: else a `GET` says `content-length: 0`.
    *request.body_mut() = (!body.is_empty()).then(|| body.into());
    Ok(request)
}

/// The body, or just more of it than is ever read. One that comes in one piece, as most do, is not copied.
async fn read(response: &mut reqwest::Response) -> Result<Bytes, reqwest::Error> {
    let first = response.chunk().await?.unwrap_or_default();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.is_empty() {
            body.extend_from_slice(&first);
        }
        body.extend_from_slice(&chunk);
        if body.len() as u64 > LONGEST_ANSWER {
            break;
        }
    }
    Ok(if body.is_empty() { first } else { body.into() })
}
