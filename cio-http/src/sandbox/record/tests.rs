//! The requests and effects that the record keeps.

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

#[test]
fn the_record_keeps_the_last_requests_and_all_that_they_amount_to() {
    let service = service();
    let ask = |number: usize, record: &crate::sandbox::record::Record| {
        let answer = crate::sandbox::answer::Answer::new(http::StatusCode::OK, "");
        let request = http::Request::builder().uri(format!("/{number}")).body(bytes::Bytes::new()).unwrap();
        let request = crate::sandbox::request::Request::read(Track, Us, request);
        record.add(Vec::new(), |_| {
            crate::sandbox::line::RecordedRequest::new(&request, None, Default::default(), &answer, None)
        });
    };
    let record = crate::sandbox::record::Record::new(Some(3));
    (0..5).for_each(|number| ask(number, &record));
    let paths: Vec<String> = record.received().into_iter().map(|received| received.path).collect();
    assert_eq!((paths, record.ever()), (vec!["/2".into(), "/3".into(), "/4".into()], 5));
    assert_eq!(record.received()[0].number, 2);
    record.clear();
    assert_eq!((record.received().len(), record.ever()), (0, 5));

    let key = service.track(Us);
    let event = json!({"name": "bought"});
    service.ask(Track, "POST /api/v1/customers/42/events", &key, &event);
    let large = "x".repeat(9_900_000);
    for _ in 0..7 {
        service.ask(Track, "POST /api/v1/customers/42/events", &key, &large);
    }
    assert_eq!(service.received().len(), 6, "64 MB of bodies");
    assert_eq!(service.events().len(), 1, "what was forgotten still counts");
}
