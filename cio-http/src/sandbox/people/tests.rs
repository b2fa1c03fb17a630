//! What many requests amount to for people, without sockets.

use super::suppressed;
use crate::Host::Track;
use crate::sandbox::testing::service;
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
    assert_eq!(json!(person.attributes), json!({"plan": "pro", "name": "Ada", "n": 1}));
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
    assert_eq!(service.people()[1].cio_id, "a3000003", "somebody new");
}

#[test]
fn a_person_is_found_by_what_names_them_now() {
    let service = service();
    let ask = |id: &str, attributes: serde_json::Value| {
        service.ask(Track, &format!("PUT /api/v1/customers/{id}"), &service.track(Us), attributes);
    };
    ask("1", json!({"email": "Ada@example.com"}));
    ask("2", json!({"email": "ada@example.com"}));
    ask("2", json!({"email": "eve@example.com"}));
    ask("ADA%40example.com", json!({"found": "ada"}));
    ask("eve%40example.com", json!({"found": "eve"}));
    ask("bob%40example.com", json!({"found": "bob"}));
    let people = service.people();
    let found: Vec<_> = people.iter().map(|person| (&*person.id, &person.attributes["found"])).collect();
    assert_eq!(found, [("1", &json!("ada")), ("2", &json!("eve")), ("bob@example.com", &json!("bob"))]);
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
fn what_a_visitor_did_is_the_persons_who_is_identified_with_the_same_id() {
    let service = service();
    let key = service.track(Us);
    service.ask(Track, "POST /api/v1/events", &key, json!({"name": "seen", "anonymous_id": "a1"}));
    service.ask(Track, "POST /api/v1/events", &key, json!({"name": "seen", "anonymous_id": "a2"}));
    service.ask(Track, "PUT /api/v1/customers/42", &key, json!({"anonymous_id": "a1"}));
    let people: Vec<_> = service.events().into_iter().map(|event| event.person).collect();
    assert_eq!(people, [Some("42".to_owned()), None]);
}

#[test]
fn nothing_is_kept_of_somebody_suppressed() {
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
    assert_eq!(service.view(|effects| suppressed(effects))[0].id, "42");

    ask("POST /api/v1/customers/42/unsuppress", "");
    ask("PUT /api/v1/customers/42", "{}");
    assert_eq!(service.people().len(), 1);
    assert!(service.view(|effects| suppressed(effects)).is_empty());
}
