//! The control API as other programs use it.

mod page;

use crate::sandbox::testing::{json, service};
use crate::surface::host::Host::{App, Pipelines, Track};
use cio_config::Region::Us;
use serde_json::json;

#[test]
fn the_state_after_requests_is_listed_for_other_languages() {
    let service = service();
    let (track, app) = (service.track(Us), service.app(Us));
    service.ask(Track, "PUT /api/v1/customers/42", &track, json!({"plan": "pro"}));
    let event = json!({"name": "bought", "id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ"});
    for _ in 0..2 {
        service.ask(Track, "POST /api/v1/customers/42/events", &track, &event);
    }
    let email = json!({"to": "a@b.c", "transactional_message_id": 3, "identifiers": {"id": "42"}});
    service.ask(App, "POST /v1/send/email", &app, &email);

    let list = |name: &str| json(&service.ask(Pipelines, &format!("GET /_sandbox/{name}"), "", ""));
    let mut person = json!({"region": "us", "workspace": service.workspace(Us), "id": "42", "cio_id": "a3000001", "attributes": {"plan": "pro"}});
    (person["devices"], person["segments"]) = (json!({}), json!([]));
    assert_eq!(list("people"), json!([person]));
    let events = list("events");
    assert_eq!((events.as_array().unwrap().len(), &events[0]["id"]), (1, &event["id"]));
    assert_eq!((&events[0]["host"], &events[0]["person"]), (&json!("track"), &json!("42")));
    let sent = list("sent");
    assert_eq!((&sent[0]["kind"], &sent[0]["request"]), (&json!("email"), &email));
    assert!(sent[0]["queued_at"].is_u64());
    assert_eq!(list("received").as_array().unwrap().len(), 4, "none of these is a request");
}

#[test]
fn all_that_is_kept_is_listed_for_other_languages() {
    let service = service();
    let ask = |call: &str, body: serde_json::Value| service.ask(Track, call, &service.track(Us), body);
    ask("POST /api/v1/customers/43/suppress", json!({}));
    ask("POST /api/v1/forms/news/submit", json!({"data": {"id": "42"}}));
    ask("POST /api/v1/metrics", json!({"delivery_id": "d", "metric": "opened"}));
    let identifiers = json!({"object_type_id": "1", "object_id": "acme"});
    let object = json!({"type": "object", "action": "identify", "identifiers": identifiers});
    ask("POST /api/v2/entity", object);

    let list = |name: &str| json(&service.ask(App, &format!("GET /_sandbox/{name}"), "", ""));
    assert_eq!(list("suppressed"), json!([{"region": "us", "workspace": service.workspace(Us), "id": "43"}]));
    let form = json!({"region": "us", "workspace": service.workspace(Us), "form_id": "news", "person": "42", "data": {"id": "42"}});
    assert_eq!(list("forms"), json!([form]));
    let request = json!({"delivery_id": "d", "metric": "opened"});
    let metric = json!({"region": "us", "workspace": service.workspace(Us), "delivery_id": "d", "metric": "opened", "request": request});
    assert_eq!(list("metrics"), json!([metric]));
    let (id, cio_object_id) = ("1/acme", "ob000001");
    let object = json!({"region": "us", "workspace": service.workspace(Us), "id": id, "cio_object_id": cio_object_id, "attributes": {}, "people": {}});
    assert_eq!(list("objects"), json!([object]));
}

#[test]
fn there_is_nothing_else_about_the_sandbox() {
    let service = service();
    for call in
        ["POST /_sandbox/received", "GET /_sandbox/faults", "GET /_sandbox", "GET /_sandbox/people/42"]
    {
        assert_eq!(service.ask(App, call, "", "").status(), 404, "{call}");
    }
}
