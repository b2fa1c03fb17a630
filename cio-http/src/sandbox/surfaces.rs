//! The three APIs, and the route of theirs that a request matches.

use super::refusal::Refusal;
use super::request::Request;
use super::route::{Route, Surface};
use super::{app, pipelines, track};
use crate::surface::host::Host;
use http::StatusCode;

pub(super) const fn surface_of(host: Host) -> &'static Surface {
    match host {
        Host::Track => &track::SURFACE,
        Host::App => &app::SURFACE,
        Host::Pipelines => &pipelines::SURFACE,
    }
}

/// The route that a request matches.
///
/// # Errors
/// A 404 whose reason names the nearest route.
pub(super) fn route_of(request: &Request) -> Result<&'static Route, Refusal> {
    let not_found = |reason| Err(Refusal::new(StatusCode::NOT_FOUND, "not found", reason));
    if let Some(fault) = request.path_fault() {
        return not_found(fault.to_owned());
    }
    let here = surface_of(request.host);
    match here.routes.iter().find(|route| route.matches(&request.method, &request.segments)) {
        Some(route) => Ok(route),
        None => not_found(near(here, request)),
    }
}

fn near(here: &Surface, request: &Request) -> String {
    let at_path = |route: &&Route| route.path_matches(&request.segments);
    let methods: Vec<&str> = here.routes.iter().filter(at_path).map(Route::method).collect();
    if !methods.is_empty() {
        return format!("this path takes {}", methods.join(" and "));
    }
    let matches = |route: &Route| route.matches(&request.method, &request.segments);
    let all = [Host::Track, Host::App, Host::Pipelines].map(surface_of);
    match all.into_iter().find(|surface| surface.routes.iter().any(matches)) {
        Some(surface) => format!("this is a route of the {}, but this is the {}", surface.name, here.name),
        None => format!("the sandbox has no such route on the {}", here.name),
    }
}

#[cfg(test)]
mod tests {
    use super::route_of;
    use crate::sandbox::request::Request;
    use crate::surface::host::Host;
    use bytes::Bytes;
    use cio_config::Region;

    fn find(host: Host, method: &str, path: &str) -> Result<&'static str, String> {
        let request = http::Request::builder().method(method).uri(path).body(Bytes::new()).unwrap();
        let found = route_of(&Request::read(host, Region::Us, request));
        found.map(|route| route.template).map_err(|refusal| refusal.reason)
    }

    #[test]
    fn an_encoded_slash_stays_in_its_segment() {
        let found = find(Host::Track, "PUT", "/api/v1/customers/a%2Fevents");
        assert_eq!(found.unwrap(), "PUT /api/v1/customers/{identifier}");
    }

    #[test]
    fn a_request_that_matches_no_route_gets_the_nearest_one() {
        for (host, method, path, expected) in [
            (Host::Track, "GET", "/api/v1/customers/1", "this path takes PUT and DELETE"),
            (
                Host::Track,
                "POST",
                "/v1/send/email",
                "this is a route of the App API, but this is the Track API",
            ),
            (
                Host::App,
                "POST",
                "/v1/identify",
                "this is a route of the Pipelines API, but this is the App API",
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
