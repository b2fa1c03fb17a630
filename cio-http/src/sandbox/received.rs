//! One request that arrived, as a test sees it.

use super::addresses;
use super::fault::Fault;
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::{Region, Role, WorkspaceId};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use std::time::SystemTime;

/// One request that a sandbox received, and how it answered.
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// // ... the code under test ...
/// for received in sandbox.received() {
///     assert_eq!(received.status, 200, "{}: {:?}", received.path, received.reason);
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received {
    /// How many came before it.
    pub number: u64,
    /// When it came.
    pub at: SystemTime,
    /// The API it was sent to.
    pub host: Host,
    /// The region it was sent to, which need not be that of the key.
    pub region: Region,
    /// The workspace of the key that signed it, if it was the right one for the route.
    pub workspace: Option<WorkspaceId>,
    /// Its method.
    pub method: Method,
    /// Path and query, as received.
    pub path: String,
    /// The segments of the path, each percent-decoded once.
    pub segments: Vec<String>,
    /// The route it matched, as in `PUT /api/v1/customers/{identifier}`.
    pub route: Option<&'static str>,
    /// The key that signed it, if it was the right one for the route.
    pub signed_by: Option<Role>,
    /// Its headers without `Authorization`.
    pub headers: HeaderMap,
    /// Its body, if that was JSON.
    pub body: Option<Value>,
    /// Its body as received.
    pub raw: Bytes,
    /// The answer, or the one that it would have got without a fault.
    pub status: StatusCode,
    /// Why it was refused, or dropped in spite of a 200.
    pub reason: Option<String>,
    /// The fault that struck it.
    pub fault: Option<Fault>,
}

impl Received {
    /// One header's value, if it was sent and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn to_json(&self) -> Value {
        let headers =
            self.headers.iter().map(|(name, value)| json!([name.as_str(), lossy(value.as_bytes())]));
        let raw = self.body.is_none() && !self.raw.is_empty();
        json!({
            "region": self.region.as_str(),
            "host": addresses::name(self.host),
            "method": self.method.as_str(),
            "path": self.path,
            "segments": self.segments,
            "route": self.route,
            "signed_by": self.signed_by.map(Role::name),
            "headers": headers.collect::<Vec<_>>(),
            "body": self.body,
            "raw": raw.then(|| lossy(&self.raw)),
            "status": self.status.as_u16(),
            "reason": self.reason,
            "fault": self.fault.as_ref().map(ToString::to_string),
        })
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
