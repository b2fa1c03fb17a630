//! The record: every request received, and what was answered.

use super::addresses;
use super::answer::Answer;
use super::fault::Fault;
use super::people::Everybody;
use super::request::Request;
use crate::sandbox::effect::Effect;
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::{Region, Role};
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// The API it was sent to.
    pub host: Host,
    /// The region it was sent to, which need not be that of the key.
    pub region: Region,
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
    /// What it was answered, or would have been if no fault had held the answer back.
    pub status: StatusCode,
    /// Why it was refused, or dropped in spite of a 200.
    pub reason: Option<String>,
    /// The fault that struck it.
    pub fault: Option<Fault>,
}

impl Received {
    pub(super) fn new(
        request: Request,
        route: Option<&'static str>,
        signed_by: Option<Role>,
        answer: &Answer,
        fault: Option<Fault>,
    ) -> Self {
        let mut headers = request.headers;
        headers.remove(header::AUTHORIZATION);
        Self {
            host: request.host,
            region: request.region,
            method: request.method,
            path: request.path,
            segments: request.segments,
            route,
            signed_by,
            headers,
            body: request.body,
            raw: request.raw,
            status: answer.status,
            reason: answer.reason.clone(),
            fault,
        }
    }

    /// One header's value, if it was sent and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn to_json(&self) -> Value {
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

/// Everything received so far.
#[derive(Debug, Default)]
pub(super) struct Record(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    received: Vec<Received>,
    /// What they changed; of a message that came twice once.
    effects: Vec<Effect>,
    /// The messages that came.
    seen: HashSet<(Region, String)>,
    /// What the effects amount to for people.
    everybody: Everybody,
}

impl Record {
    /// Adds what a request changes, and then the request; `received` gets the reason if the service silently ignores
    /// part of it.
    pub(super) fn add(&self, effects: Vec<Effect>, received: impl FnOnce(Option<&'static str>) -> Received) {
        let mut kept = self.kept();
        let ignored = effects.into_iter().filter_map(|effect| kept.apply(effect)).reduce(|first, _| first);
        kept.received.push(received(ignored));
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.kept().received.clone()
    }

    pub(super) fn to_json(&self) -> Value {
        self.kept().received.iter().map(Received::to_json).collect()
    }

    /// What all effects so far amount to.
    pub(super) fn view<T>(&self, view: impl FnOnce(&mut dyn Iterator<Item = &Effect>) -> T) -> T {
        view(&mut self.kept().effects.iter())
    }

    /// What they amount to for people.
    pub(super) fn everybody<T>(&self, view: impl FnOnce(&Everybody) -> T) -> T {
        view(&self.kept().everybody)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A view that panics has changed nothing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn apply(&mut self, effect: Effect) -> Option<&'static str> {
        if let Effect::Once { region, id, effects } = effect {
            if !self.seen.insert((region, id)) {
                return Some("ignored: a message with this messageId was received before");
            }
            return effects.into_iter().filter_map(|effect| self.apply(effect)).reduce(|first, _| first);
        }
        let ignored = self.everybody.apply(&effect);
        self.effects.push(effect);
        ignored
    }
}

#[cfg(test)]
mod tests {
    use crate::sandbox::testing::{json, service};
    use crate::surface::host::Host::{App, Track};
    use cio_config::Region::{Eu, Us};
    use serde_json::json;

    #[test]
    fn the_listing_shows_what_came_and_no_key() {
        let service = service();
        let key = service.track(Us);
        service.ask(Track, "PUT /api/v1/customers/a%20b?q\nuser-agent: test", &key, json!({"plan": "pro"}));
        service.ask(Track, "PUT /api/v1/customers/1", &service.app(Eu), "plan=pro");
        let response = service.ask(App, "GET /_sandbox/received", "", "");

        let listing = json(&response);
        assert_eq!(
            listing[0],
            json!({
                "region": "us",
                "host": "track",
                "method": "PUT",
                "path": "/api/v1/customers/a%20b?q",
                "segments": ["api", "v1", "customers", "a b"],
                "route": "PUT /api/v1/customers/{identifier}",
                "signed_by": "Track API key",
                "headers": [["user-agent", "test"]],
                "body": {"plan": "pro"},
                "raw": null,
                "status": 200,
                "reason": null,
                "fault": null,
            })
        );
        assert_eq!((&listing[1]["body"], &listing[1]["raw"]), (&json!(null), &json!("plan=pro")));
        assert_eq!(listing.as_array().unwrap().len(), 2);
        let (listing, debug) = (listing.to_string(), format!("{:?}", service.received()));
        for (_, key) in service.keys(Us).entries().into_iter().chain(service.keys(Eu).entries()) {
            assert!(!listing.contains(key) && !debug.contains(key));
        }
    }
}
