//! In which order changes count, and whose count at all.

use crate::sandbox::people::PeopleStore;
use crate::sandbox::testing::service;
use crate::surface::host::Host::Track;
use cio_config::Region::Us;
use serde_json::json;

#[test]
fn a_change_that_is_older_than_one_before_is_dropped_and_says_so() {
    let service = service();
    let key = service.track(Us);
    let reason = |response: &http::Response<bytes::Bytes>| {
        response.headers().get("x-sandbox-reason").map(|reason| reason.to_str().unwrap().to_owned())
    };
    let v1 = |at: u64, plan: &str| {
        let body = json!({"plan": plan, "_timestamp": at});
        reason(&service.ask(Track, "PUT /api/v1/customers/42", &key, body))
    };
    let v2 = |at: u64, plan: &str| {
        let (person, plan) = (json!({"id": "42"}), json!({ "plan": plan }));
        let body = json!({"type": "person", "action": "identify", "identifiers": person, "attributes": plan, "timestamp": at});
        reason(&service.ask(Track, "POST /api/v2/entity", &key, body))
    };
    let plan = || service.people()[0].attributes.clone();
    assert_eq!(v1(1_700_000_010, "new"), None);
    let older = v2(1_700_000_009, "old").unwrap();
    assert!(older.contains("its timestamp is older than that of a change"), "{older}");
    assert!(v1(1_700_000_000, "old").is_some());
    assert_eq!(json!(plan()), json!({"plan": "new"}), "the timestamp is not stored as an attribute");
    assert_eq!(v2(1_700_000_010, "same second"), None);
    assert_eq!(v2(1_700_000_011, "newer"), None);
    let batch = json!({"batch": [
        {"type": "person", "action": "identify", "identifiers": {"id": "42"}, "attributes": {"plan": "old"}, "timestamp": 1},
        {"type": "person", "action": "identify", "identifiers": {"id": "43"}, "attributes": {"plan": "other"}, "timestamp": 1},
    ]});
    assert!(reason(&service.ask(Track, "POST /api/v2/batch", &key, batch)).unwrap().contains("older"));
    service.ask(Track, "PUT /api/v1/customers/42", &key, json!({"seats": 3}));
    assert_eq!(json!(plan()), json!({"plan": "newer", "seats": 3}), "a change that names no time counts");
    assert_eq!(service.people().len(), 2);
}

#[test]
fn many_suppressed_people_are_found_by_name() {
    let service = service();
    let key = service.track(Us);
    for number in 0..300 {
        service.ask(Track, &format!("POST /api/v1/customers/{number}/suppress"), &key, "{}");
    }
    service.ask(Track, "POST /api/v1/customers/7/events", &key, json!({"name": "n"}));
    service.ask(Track, "POST /api/v1/customers/300/events", &key, json!({"name": "n"}));
    assert_eq!(service.events().len(), 1);
    assert_eq!(service.with_people(PeopleStore::suppressed).len(), 300);
}
