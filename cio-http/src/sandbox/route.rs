//! A surface is a table of routes and a way to refuse; here a request finds its line.

use super::account::Account;
use super::addresses::Addresses;
use super::answer::{Answer, Refusal};
use super::auth::Signing;
use super::record::Record;
use super::request::Request;
use super::{app, pipelines, track};
use crate::surface::Host;
use http::{Method, StatusCode};

/// One of the three APIs.
pub(super) struct Surface {
    pub(super) name: &'static str,
    /// More specific templates stand before those that match more.
    pub(super) routes: &'static [Route],
    /// How this API words a refusal.
    pub(super) refuse: fn(&Request, &Refusal) -> Answer,
}

/// One route: how it is called, how it is signed, what it answers.
pub(super) struct Route {
    /// Method and path, as in `PUT /api/v1/customers/{identifier}`.
    pub(super) template: &'static str,
    pub(super) signing: Signing,
    pub(super) answer: fn(&Context<'_>) -> Result<Answer, Refusal>,
}

/// What a route may look at. `account` is the signer's, or, where nobody signs, the listener's.
pub(super) struct Context<'a> {
    pub(super) request: &'a Request,
    pub(super) route: &'static Route,
    pub(super) account: &'a Account,
    pub(super) addresses: &'a Addresses,
    pub(super) record: &'a Record,
}

impl Surface {
    pub(super) const fn of(host: Host) -> &'static Self {
        match host {
            Host::Track => &track::SURFACE,
            Host::App => &app::SURFACE,
            Host::Pipelines => &pipelines::SURFACE,
        }
    }

    /// The route of a request.
    ///
    /// # Errors
    /// A 404 whose reason says what is near.
    pub(super) fn route(&'static self, request: &Request) -> Result<&'static Route, Refusal> {
        let not_found = |reason| Err(Refusal::new(StatusCode::NOT_FOUND, "not found", reason));
        if let Some(fault) = request.path_fault() {
            return not_found(fault.to_owned());
        }
        match self.routes.iter().find(|route| route.matches(&request.method, &request.segments)) {
            Some(route) => Ok(route),
            None => not_found(self.near(request)),
        }
    }

    fn near(&self, request: &Request) -> String {
        let at_path = |route: &&Route| route.path_matches(&request.segments);
        let methods: Vec<&str> = self.routes.iter().filter(at_path).map(Route::method).collect();
        if !methods.is_empty() {
            return format!("this path takes {}", methods.join(" and "));
        }
        let elsewhere = [Host::Track, Host::App, Host::Pipelines].map(Self::of).into_iter();
        let matches = |route: &Route| route.matches(&request.method, &request.segments);
        match elsewhere.into_iter().find(|surface| surface.routes.iter().any(matches)) {
            Some(surface) => {
                format!("this is a route of the {}, and here is the {}", surface.name, self.name)
            }
            None => format!("the sandbox has no such route on the {}", self.name),
        }
    }
}

impl Route {
    fn method(&self) -> &'static str {
        method_of(self.template)
    }

    /// The segments of the template; those in braces stand for any.
    fn segments(&self) -> impl Iterator<Item = &'static str> {
        segments_of(self.template)
    }

    fn matches(&self, method: &Method, segments: &[String]) -> bool {
        matches(self.template, method, segments)
    }

    fn path_matches(&self, segments: &[String]) -> bool {
        path_matches(self.template, segments)
    }
}

/// Whether method and path are those of a template, whose segments in braces stand for any.
pub(super) fn matches(template: &str, method: &Method, segments: &[String]) -> bool {
    method_of(template) == method.as_str() && path_matches(template, segments)
}

fn path_matches(template: &str, segments: &[String]) -> bool {
    segments_of(template).count() == segments.len()
        && segments_of(template)
            .zip(segments)
            .all(|(expected, found)| expected.starts_with('{') || expected == found)
}

fn method_of(template: &str) -> &str {
    template.split_once(' ').map_or("", |(method, _)| method)
}

fn segments_of(template: &str) -> impl Iterator<Item = &str> {
    template.split_once(" /").map_or("", |(_, path)| path).split('/')
}

impl<'a> Context<'a> {
    /// The segment that stands where the template has its last name.
    pub(super) fn parameter(&self) -> &'a str {
        let named =
            self.route.segments().zip(&self.request.segments).filter(|(name, _)| name.starts_with('{'));
        named.last().map_or("", |(_, found)| found)
    }

    /// A parameter after the path, decoded.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        self.request.query(name)
    }

    /// The segment that stands where the template has `name`, braces included.
    pub(super) fn segment(&self, name: &str) -> &'a str {
        let named = self.route.segments().zip(&self.request.segments).find(|(expected, _)| *expected == name);
        named.map_or("", |(_, found)| found)
    }
}

#[cfg(test)]
mod tests {
    use super::Surface;
    use crate::sandbox::request::Request;
    use crate::surface::Host;
    use bytes::Bytes;
    use cio_config::Region;

    fn find(host: Host, method: &str, path: &str) -> Result<&'static str, String> {
        let request = http::Request::builder().method(method).uri(path).body(Bytes::new()).unwrap();
        let found = Surface::of(host).route(&Request::read(host, Region::Us, request));
        found.map(|route| route.template).map_err(|refusal| refusal.reason)
    }

    #[test]
    fn an_encoded_slash_stays_in_its_segment() {
        let found = find(Host::Track, "PUT", "/api/v1/customers/a%2Fevents");
        assert_eq!(found.unwrap(), "PUT /api/v1/customers/{identifier}");
    }

    #[test]
    fn a_request_that_matches_nothing_is_told_what_is_near() {
        for (host, method, path, expected) in [
            (Host::Track, "GET", "/api/v1/customers/1", "this path takes PUT and DELETE"),
            (
                Host::Track,
                "POST",
                "/v1/send/email",
                "this is a route of the App API, and here is the Track API",
            ),
            (
                Host::App,
                "POST",
                "/v1/identify",
                "this is a route of the Pipelines API, and here is the App API",
            ),
            (Host::Track, "DELETE", "/api/v1/customers/", "an empty segment"),
            (Host::Track, "DELETE", "/api/v1/customers/%2e%2e", "a segment `.` or `..`"),
            (Host::App, "GET", "/v1/nothing", "the sandbox has no such route on the App API"),
        ] {
            let reason = find(host, method, path).unwrap_err();
            assert!(reason.contains(expected), "{reason}");
        }
    }
}
