//! Each switch, without sockets.

use super::{AppInWrongRegion, RetryAfter, Settings, TrackInWrongRegion};
use crate::sandbox::testing::{json, reason, service, service_that};
use crate::surface::host::Host::{App, Track};
use cio_config::Region::{Eu, Us};
use serde_json::json;

const IDENTIFY: &str = "PUT /api/v1/customers/a%2Fb?x=1";

fn track(track: TrackInWrongRegion) -> Settings {
    Settings { track, ..Settings::default() }
}

#[test]
fn a_pair_of_the_eu_in_the_us_is_redirected_or_refused_or_routed() {
    let service = service_that(track(TrackInWrongRegion::Refuses));
    assert_eq!(service.ask(Track, IDENTIFY, &service.track(Eu), "{}").status(), 401);
    assert!(service.people().is_empty());

    let service = service_that(track(TrackInWrongRegion::RoutesInside));
    let response = service.ask(Track, IDENTIFY, &service.track(Eu), "{}");
    assert_eq!(response.status(), 200);
    assert_eq!(reason(&response), "the key belongs to the eu account, but this is the us region");
    assert_eq!((service.people()[0].region, service.received()[0].region), (Eu, Us));
}

#[test]
fn a_pair_of_the_us_in_the_eu_is_refused_in_any_case() {
    for does in [TrackInWrongRegion::Redirects, TrackInWrongRegion::Refuses, TrackInWrongRegion::RoutesInside]
    {
        let service = service_that(track(does));
        let response = service.ask_in(Eu, Track, IDENTIFY, &service.track(Us), "{}");
        assert_eq!(response.status(), 401);
        assert_eq!(reason(&response), "the key belongs to the us account, but this is the eu region");
    }
}

#[test]
fn the_app_api_of_2023_redirects() {
    let service = service_that(Settings { app: AppInWrongRegion::Redirects, ..Settings::default() });
    let response = service.ask(App, "GET /v1/workspaces", &service.app(Eu), "");
    assert_eq!(response.status(), 301);
    assert_eq!(json(&response), json!({"errors": [{"detail": "wrong datacenter", "status": "301"}]}));
    assert_eq!(response.headers()["location"], "http://127.0.0.1:5/v1/workspaces");
}

#[test]
fn too_many_requests_are_held_back() {
    for retry_after in [RetryAfter::Missing, RetryAfter::Seconds, RetryAfter::Date] {
        let service = service_that(Settings { rates: Some(retry_after), ..Settings::default() });
        let ask = |call: &str| service.ask(App, call, &service.app(Us), "");
        let statuses: Vec<_> = (0..30).map(|_| ask("GET /v1/segments").status().as_u16()).collect();
        assert_eq!(statuses[..10], [200; 10]);
        assert!(statuses.contains(&429), "{statuses:?}");
        let sends = (0..30).filter(|_| ask("POST /v1/send/email").status() == 400).count();
        assert_eq!(sends, 30, "their limit is soft");

        assert_eq!(ask("POST /v1/campaigns/12/triggers").status(), 200);
        let second = ask("POST /v1/campaigns/12/triggers");
        assert_eq!((second.status().as_u16(), second.body().len()), (429, 0));
        assert_eq!(reason(&second), "more than one broadcast in 10 seconds");
        let header = second.headers().get("retry-after").map(|header| header.to_str().unwrap());
        match retry_after {
            RetryAfter::Missing => assert_eq!(header, None),
            RetryAfter::Seconds => assert_eq!(header, Some("10")),
            RetryAfter::Date => assert!(httpdate::parse_http_date(header.unwrap()).is_ok()),
        }
    }
}

#[test]
fn nothing_is_too_much_unless_it_is_said() {
    let service = service();
    let ask = || service.ask(App, "POST /v1/campaigns/12/triggers", &service.app(Us), "").status();
    assert!((0..30).all(|_| ask() == 200));
}
