//! The state of people after many requests, without sockets.

mod order;

use super::store::PeopleStore;
use crate::sandbox::testing::service;
use crate::surface::host::Host::{App, Track};
use cio_config::Region::Us;
use serde_json::json;

#[test]
fn people_have_devices_segments_and_what_a_merge_leaves() {
    let service = service();
    let ask = |call: &str, body: serde_json::Value| {
        let response = service.ask(Track, call, &service.track(Us), body);
        assert_eq!((response.status().as_u16(), &response.body()[..]), (200, &b"{}\n"[..]), "{call}");
    };
    ask("PUT /api/v1/customers/42", json!({"plan": "pro", "name": ""}));
    ask("PUT /api/v1/customers/ada%40example.com", json!({"plan": "free", "name": "Ada", "n": 1}));
    ask("PUT /api/v1/customers/42/devices", json!({"device": {"id": "t", "platform": "ios"}}));
    ask("PUT /api/v1/customers/42/devices", json!({"device": {"id": "u", "platform": "android"}}));
    ask("DELETE /api/v1/customers/42/devices/u", json!(""));
    ask("POST /api/v1/segments/7/add_customers", json!({"ids": ["42", "nobody"]}));
    ask("POST /api/v1/segments/8/add_customers?id_type=email", json!({"ids": ["ada@example.com"]}));
    ask("POST /api/v1/segments/7/remove_customers?id_type=id", json!({"ids": ["42"]}));
    ask(
        "POST /api/v1/merge_customers",
        json!({"primary": {"id": "42"}, "secondary": {"email": "ada@example.com"}}),
    );
    let [person] = &service.people()[..] else { panic!("{:?}", service.people()) };
    let attributes = json!({"plan": "pro", "name": "Ada", "n": 1, "email": "ada@example.com"});
    assert_eq!(json!(person.attributes), attributes, "the address too, since the primary person has none");
    assert_eq!(json!(person.devices), json!({"t": {"platform": "ios"}}));
    assert!(person.segments.iter().eq(&[8]));

    ask("POST /api/v1/merge_customers", json!({"primary": {"id": "nobody"}, "secondary": {"id": "42"}}));
    assert_eq!(service.people().len(), 1, "the primary person has to be there");
}

#[test]
fn a_person_keeps_the_number_that_the_service_gave_and_is_found_by_it() {
    let service = service();
    let key = service.track(Us);
    service.ask(Track, "PUT /api/v1/customers/42", &key, "{}");
    service.ask(Track, "PUT /api/v1/customers/41", &key, "{}");
    service.ask(Track, "PUT /api/v1/customers/cio_a3000001", &key, json!({"plan": "pro"}));
    let entity = json!({"type": "person", "action": "identify", "identifiers": {"cio_id": "a3000001"}, "attributes": {"n": 1}});
    service.ask(Track, "POST /api/v2/entity", &key, entity);
    let people: Vec<_> = service.people().into_iter().map(|person| (person.id, person.cio_id)).collect();
    let expected = [("41", "a3000002"), ("42", "a3000001")];
    assert_eq!(people, expected.map(|(id, cio_id)| (id.to_owned(), cio_id.to_owned())));
    assert_eq!(json!(service.people()[1].attributes), json!({"plan": "pro", "n": 1}));

    service.ask(Track, "DELETE /api/v1/customers/42", &key, "");
    service.ask(Track, "PUT /api/v1/customers/42", &key, "{}");
    assert_eq!(service.people()[1].cio_id, "a3000003", "a new person");
}

#[test]
fn a_person_is_found_by_what_names_them_now() {
    let service = service();
    let ask = |id: &str, attributes: serde_json::Value| {
        service.ask(Track, &format!("PUT /api/v1/customers/{id}"), &service.track(Us), attributes);
    };
    ask("1", json!({"email": "Ada@example.com"}));
    ask("2", json!({"email": "eva@example.com"}));
    ask("2", json!({"email": "eve@example.com"}));
    ask("ADA%40example.com", json!({"found": "ada"}));
    ask("BOB%40example.com", json!({}));
    ask("eve%40example.com", json!({"found": "eve"}));
    ask("bob%40example.com", json!({"found": "bob"}));
    let people = service.people();
    let found: Vec<_> = people.iter().map(|person| (&*person.id, &person.attributes["found"])).collect();
    assert_eq!(found, [("1", &json!("ada")), ("2", &json!("eve")), ("BOB@example.com", &json!("bob"))]);
}

#[test]
fn a_new_id_with_a_known_address_is_the_person_who_has_that_address() {
    let service = service();
    let ask = |id: &str, attributes: serde_json::Value| {
        service.ask(Track, &format!("PUT /api/v1/customers/{id}"), &service.track(Us), attributes);
    };
    let people = || -> Vec<_> {
        let shown = |person: crate::sandbox::people::person::Person| (person.id, json!(person.attributes));
        service.people().into_iter().map(shown).collect()
    };
    ask("ada%40example.com", json!({"plan": "pro"}));
    service.ask(
        Track,
        "POST /api/v1/customers/ada%40example.com/events",
        &service.track(Us),
        json!({"name": "e"}),
    );
    ask("42", json!({"email": "Ada@example.com"}));
    assert_eq!(people(), [("42".to_owned(), json!({"plan": "pro", "email": "Ada@example.com"}))]);
    assert_eq!(service.events()[0].person.as_deref(), Some("42"));
    ask("43", json!({"email": "ada@example.com"}));
    assert_eq!(people()[0].0, "43", "the service gives the person the new id");
    ask("42", json!({"email": "ada@example.com", "plan": "free", "_update": true}));
    assert_eq!(people()[0].1["plan"], "free");

    ask("7", json!({"email": "eve@example.com"}));
    ask("7", json!({"email": "ada@example.com", "plan": "team"}));
    let eve = json!({"email": "eve@example.com", "plan": "team"});
    assert_eq!(people().pop(), Some(("7".to_owned(), eve)), "another person's address is not taken over");
}

#[test]
fn the_services_own_number_changes_a_name_and_creates_no_person() {
    let service = service();
    let ask = |id: &str, attributes: serde_json::Value| {
        service.ask(Track, &format!("PUT /api/v1/customers/{id}"), &service.track(Us), attributes);
    };
    ask("42", json!({}));
    ask("cio_a3000001", json!({"id": "43", "email": null}));
    ask("null", json!({}));
    ask("cio_a3000009", json!({"plan": "pro"}));
    service.ask(
        Track,
        "PUT /api/v1/customers/cio_a3000009/devices",
        &service.track(Us),
        json!({"device": {"id": "t", "platform": "ios"}}),
    );
    let ids: Vec<_> = service.people().into_iter().map(|person| person.id).collect();
    assert_eq!(ids, ["43", "null"]);
}

#[test]
fn a_message_to_a_merged_person_goes_to_the_person_who_remains() {
    let service = service();
    let ask = |call: &str, body: serde_json::Value| service.ask(Track, call, &service.track(Us), body);
    ask("PUT /api/v1/customers/42", json!({}));
    ask("PUT /api/v1/customers/43", json!({}));
    let email = json!({"to": "a@b.c", "transactional_message_id": 3, "identifiers": {"id": "43"}});
    service.ask(App, "POST /v1/send/email", &service.app(Us), email);
    ask("POST /api/v1/merge_customers", json!({"primary": {"id": "42"}, "secondary": {"id": "43"}}));
    let unsubscribe =
        format!("POST /unsubscribe/{}\ncontent-type: application/json", service.sent()[0].delivery_id);
    ask(&unsubscribe, json!({"unsubscribe": true}));
    assert_eq!(service.people()[0].attributes["unsubscribed"], true);
}

#[test]
fn events_go_where_their_person_goes() {
    let service = service();
    let ask = |call: &str, body: serde_json::Value| {
        assert_eq!(service.ask(Track, call, &service.track(Us), body).status(), 200, "{call}");
    };
    let event = |name: &str| json!({"name": name});
    ask("PUT /api/v1/customers/42", json!({}));
    ask("PUT /api/v1/customers/ada%40example.com", json!({"id": "43"}));
    ask("POST /api/v1/customers/42/events", event("of 42"));
    ask("POST /api/v1/customers/43/events", event("by id"));
    ask("POST /api/v1/customers/ada%40example.com/events", event("by address"));
    ask("POST /api/v1/customers/44/events", event("of another"));
    ask("POST /api/v1/merge_customers", json!({"primary": {"id": "42"}, "secondary": {"id": "43"}}));
    ask("POST /api/v1/merge_customers", json!({"primary": {"id": "nobody"}, "secondary": {"id": "44"}}));
    let of = || -> Vec<_> { service.events().into_iter().map(|event| (event.name, event.person)).collect() };
    let expected = [("of 42", "42"), ("by id", "42"), ("by address", "42"), ("of another", "44")];
    assert_eq!(of(), expected.map(|(name, person)| (name.to_owned(), Some(person.to_owned()))));
}

#[test]
fn events_of_a_visitor_go_to_the_person_identified_with_the_same_id() {
    let service = service();
    let key = service.track(Us);
    service.ask(Track, "POST /api/v1/events", &key, json!({"name": "seen", "anonymous_id": "a1"}));
    service.ask(Track, "POST /api/v1/events", &key, json!({"name": "seen", "anonymous_id": "a2"}));
    service.ask(Track, "PUT /api/v1/customers/42", &key, json!({"anonymous_id": "a1"}));
    let people: Vec<_> = service.events().into_iter().map(|event| event.person).collect();
    assert_eq!(people, [Some("42".to_owned()), None]);
}

#[test]
fn nothing_is_kept_of_a_suppressed_person() {
    let service = service();
    let ask = |call: &str, body: &str| service.ask(Track, call, &service.track(Us), body).status().as_u16();
    for (call, body) in [
        ("PUT /api/v1/customers/42", "{}"),
        ("POST /api/v1/customers/42/suppress", "{}"),
        ("PUT /api/v1/customers/42", r#"{"plan":"pro"}"#),
        ("POST /api/v1/customers/42/events", r#"{"name":"bought"}"#),
    ] {
        assert_eq!(ask(call, body), 200);
    }
    assert!(service.people().is_empty() && service.events().is_empty());
    assert_eq!(service.with_people(PeopleStore::suppressed)[0].id, "42");

    ask("POST /api/v1/customers/42/unsuppress", "");
    ask("PUT /api/v1/customers/42", "{}");
    assert_eq!(service.people().len(), 1);
    assert!(service.with_people(PeopleStore::suppressed).is_empty());
}

#[test]
fn an_id_and_an_address_are_suppressed_together() {
    let service = service();
    let ask = |call: &str, body: &str| service.ask(Track, call, &service.track(Us), body);
    ask("PUT /api/v1/customers/42", r#"{"email":"ada@example.com"}"#);
    ask("POST /api/v1/customers/cio_a3000001/suppress", "{}");
    ask("PUT /api/v1/customers/42", "{}");
    ask("PUT /api/v1/customers/Ada%40example.com", "{}");
    assert!(service.people().is_empty());
    let names: Vec<_> = service.with_people(PeopleStore::suppressed).into_iter().map(|one| one.id).collect();
    assert_eq!(names, ["42", "ada@example.com"]);

    ask("POST /api/v1/customers/ADA%40example.com/unsuppress", "{}");
    ask("PUT /api/v1/customers/42", "{}");
    assert_eq!(service.people().len(), 1);
}

#[test]
fn a_silently_ignored_change_has_a_reason() {
    let service = service();
    let key = service.track(Us);
    let ask = |call: &str, body: serde_json::Value| {
        let response = service.ask(Track, call, &key, body);
        let reason =
            response.headers().get("x-sandbox-reason").map(|reason| reason.to_str().unwrap().to_owned());
        assert_eq!(
            (response.status().as_u16(), &reason),
            (200, &service.received().pop().unwrap().reason),
            "{call}"
        );
        reason.unwrap_or_default()
    };
    let event = json!({"name": "bought", "id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ"});
    for (call, body) in [
        ("PUT /api/v1/customers/42", json!({"email": "ada@example.com"})),
        ("PUT /api/v1/customers/43", json!({})),
        ("POST /api/v1/customers/44/suppress", json!({})),
        ("POST /api/v1/customers/42/events", event.clone()),
        ("DELETE /api/v1/customers/nobody", json!({})),
    ] {
        assert_eq!(ask(call, body), "", "{call}");
    }
    let one = |id: &str| json!({ "id": id });
    for (call, body, expected) in [
        ("PUT /api/v1/customers/44", json!({}), "this person is suppressed"),
        ("POST /api/v1/customers/44/events", json!({"name": "n"}), "this person is suppressed"),
        ("PUT /api/v1/customers/45", json!({"_update": true}), "`_update` creates none"),
        ("PUT /api/v1/customers/cio_x", json!({}), "no person has this cio_id"),
        ("PUT /api/v1/customers/43", json!({"email": "ada@example.com"}), "another person"),
        ("POST /api/v1/customers/42/events", event, "an event with this id was received before"),
        ("POST /api/v1/merge_customers", json!({"primary": one("9"), "secondary": one("42")}), "primary"),
        (
            "POST /api/v1/merge_customers",
            json!({"primary": one("42"), "secondary": one("42")}),
            "same person",
        ),
        ("POST /api/v1/segments/7/add_customers", json!({"ids": ["42", "9"]}), "some of these people"),
        ("POST /unsubscribe/x\ncontent-type: application/json", json!({"unsubscribe": true}), "delivery"),
    ] {
        let reason = ask(call, body);
        assert!(reason.contains(expected), "{call}: {reason}");
    }
}
