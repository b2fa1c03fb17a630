//! The Track API of the sandbox, without sockets.

use crate::sandbox::testing::{json, reason, service};
use crate::sandbox::views;
use crate::surface::host::Host::Track;
use cio_config::Region::{Eu, Us};
use cio_config::Role;
use serde_json::json;

#[test]
fn a_person_is_identified_updated_and_deleted() {
    let service = service();
    let key = service.track(Us);
    let response = service.ask(Track, "PUT /api/v1/customers/a%2Fb", &key, json!({"plan": "free", "n": 1}));
    assert_eq!((response.status().as_u16(), &response.body()[..]), (200, &b"{}\n"[..]));
    assert_eq!(response.headers()["status"], "200 OK", "as recorded from the service");
    service.ask(Track, "PUT /api/v1/customers/a%2Fb", &key, json!({"plan": "pro"}));
    service.ask(Track, "PUT /api/v1/customers/nobody", &key, json!({"plan": "pro", "_update": true}));

    let [person] = &service.people()[..] else { panic!("{:?}", service.people()) };
    assert_eq!((person.region, person.id.as_str()), (Us, "a/b"));
    assert_eq!(json!(person.attributes), json!({"plan": "pro", "n": 1}));

    service.ask(Track, "DELETE /api/v1/customers/a%2Fb", &key, "");
    assert!(service.people().is_empty());
}

#[test]
fn an_event_that_repeats_its_id_is_listed_once() {
    let service = service();
    let event = json!({"name": " bought ", "id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ", "data": {"price": 3}});
    for _ in 0..2 {
        service.ask(Track, "POST /api/v1/customers/42/events", &service.track(Us), &event);
    }
    let [event] = &service.events()[..] else { panic!("{:?}", service.events()) };
    assert_eq!((event.name.as_str(), event.person.as_deref()), ("bought", Some("42")));
    assert_eq!(service.received().len(), 2);
}

#[test]
fn a_missing_field_of_an_event_is_named_in_the_documented_body() {
    let service = service();
    for (path, body, expected) in [
        ("customers/42/events", "{}", "name is required"),
        (
            "customers/42/events",
            r#"{"name":"x","timestamp":1.5}"#,
            "timestamp must be whole seconds since 1970",
        ),
        ("customers/42/events", r#"{"name":"x","data":[]}"#, "data must be an object"),
        ("customers/42/events", "name=x", "the body is not JSON"),
        ("customers/42/events", "[]", "the body must be a JSON object"),
        ("events", r#"{"name":"x"}"#, "an event without anonymous_id needs data.recipient"),
    ] {
        let response = service.ask(Track, &format!("POST /api/v1/{path}"), &service.track(Us), body);
        assert_eq!(response.status(), 400);
        assert_eq!(json(&response), json!({"meta": {"errors": [expected]}}));
        assert_eq!(reason(&response), expected);
    }
    assert!(service.events().is_empty());
}

#[test]
fn an_anonymous_event_belongs_to_no_known_person() {
    let service = service();
    let body = json!({"name": "seen", "anonymous_id": "a1"});
    service.ask(Track, "POST /api/v1/events", &service.track(Us), body);
    assert_eq!(service.events()[0].anonymous_id.as_deref(), Some("a1"));
    assert_eq!(service.events()[0].person, None);
}

#[test]
fn a_wrong_key_gets_the_documented_body_and_a_reason() {
    let service = service();
    let response = service.ask(Track, "PUT /api/v1/customers/42", &service.app(Us), "{}");
    assert_eq!(response.status(), 401);
    assert_eq!(json(&response), json!({"meta": {"error": "Unauthorized request"}}));
    assert!(reason(&response).starts_with("the Bearer token is the App API key of the us account; "));
    assert!(service.people().is_empty());
    assert_eq!(service.received()[0].signed_by, None);
}

#[test]
fn a_pair_of_the_other_region_is_sent_there() {
    let service = service();
    let response = service.ask(Track, "PUT /api/v1/customers/a%2Fb?x=1", &service.track(Eu), "{}");
    assert_eq!(response.status(), 301);
    assert_eq!(response.headers()["location"], "http://127.0.0.1:4/api/v1/customers/a%2Fb?x=1");
    assert!(service.people().is_empty());
}

#[test]
fn either_host_knows_the_region_of_either_pair() {
    let service = service();
    for (region, name) in [(Us, "us"), (Eu, "eu")] {
        let response = service.ask(Track, "GET /api/v1/accounts/region", &service.track(region), "");
        assert_eq!(json(&response)["region"], name);
        assert!(json(&response)["environment_id"].is_u64());
    }
    assert_eq!(service.received()[1].signed_by, Some(Role::TrackApiKey));
}

#[test]
fn a_form_is_answered_204_and_makes_the_person() {
    let service = service();
    let submit = |data: serde_json::Value| {
        let call = "POST /api/v1/forms/news/submit";
        service.ask(Track, call, &service.track(Us), json!({"data": data}))
    };
    let response = submit(json!({"email": "ada@example.com", "colour": "red", "form_url": "x"}));
    assert_eq!((response.status().as_u16(), response.body().len()), (204, 0));
    for data in [json!({"colour": "red"}), json!({"id": "1", "email": "a"}), json!({"id": "1", "n": 1})] {
        assert_eq!(submit(data).status(), 400);
    }
    let forms = service.view(|effects| views::forms(effects));
    assert_eq!((forms.len(), forms[0].form_id.as_str()), (1, "news"));
    assert_eq!(json!(forms[0].data), json!({"email": "ada@example.com", "colour": "red"}));
    assert_eq!(service.people()[0].id, "ada@example.com");
}

#[test]
fn metrics_and_unsubscribing_need_no_key() {
    let service = service();
    for (call, body, status) in [
        ("POST /api/v1/metrics", json!({"delivery_id": "d", "metric": "bounced"}), 200),
        ("POST /api/v1/metrics", json!({"delivery_id": "d", "metric": "lost"}), 400),
        ("POST /api/v1/push/events", json!({"delivery_id": "d", "event": "opened", "device_id": "t"}), 200),
        ("POST /push/events", json!({"delivery_id": "d", "event": "clicked"}), 400),
        ("POST /unsubscribe/d\ncontent-type: application/json", json!({"unsubscribe": true}), 200),
        ("POST /unsubscribe/d", json!({"unsubscribe": true}), 400),
    ] {
        assert_eq!(service.ask(Track, call, "", body).status(), status, "{call}");
    }
    let metrics = service.view(|effects| views::metrics(effects));
    let metrics: Vec<_> = metrics.iter().map(|metric| metric.metric.as_str()).collect();
    assert_eq!(metrics, ["bounced", "opened"]);
}

#[test]
fn a_limit_that_is_passed_is_said_in_the_documented_body() {
    let service = service();
    let many = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
    let person = "/api/v1/customers/42";
    let address = format!("PUT {person}%40{}", "x".repeat(150));
    assert_eq!(service.ask(Track, &address, &service.track(Us), json!({})).status(), 200);
    let attributes: serde_json::Map<_, _> =
        many(150).into_iter().map(|name| (name, json!("x".repeat(900)))).collect();
    let acme = json!({"object_type_id": "1", "object_id": "acme"});
    let heavy = json!({"identifiers": acme, "relationship_attributes": attributes});
    for (call, body, message) in [
        (
            format!("PUT {person}{}", "x".repeat(150)),
            json!({}),
            "identifier: identifier cannot be longer than 150",
        ),
        (
            format!("PUT {person}"),
            json!({"a": "x".repeat(1001)}),
            "a: property value cannot be longer than 1000",
        ),
        (
            format!("PUT {person}"),
            json!({"x".repeat(151): 1}),
            "property name cannot be longer than 150 bytes",
        ),
        (
            format!("PUT {person}"),
            many(301).into_iter().map(|name| (name, json!(1))).collect(),
            ": there cannot be more than 300 attributes",
        ),
        (
            format!("PUT {person}"),
            json!({"cio_relationships": {"action": "add_relationships", "relationships": [heavy]}}),
            "all attributes together cannot be longer than 100000 bytes",
        ),
        (
            format!("POST {person}/events"),
            json!({"name": "x".repeat(101)}),
            "name: event name cannot be longer",
        ),
        (
            format!("POST {person}/events"),
            json!({"name": "n", "data": {"a": "x".repeat(100_000)}}),
            "data: event data cannot be longer than 100000 bytes",
        ),
        (
            "POST /api/v1/segments/7/add_customers".into(),
            json!({"ids": many(1001)}),
            "ids must be an array of 1 to",
        ),
        ("POST /api/v1/segments/7/add_customers".into(), json!({"ids": []}), "ids must be an array of 1 to"),
        ("POST /api/v1/segments/7/add_customers?id_type=x".into(), json!({"ids": ["1"]}), "id_type must be"),
        (
            format!("PUT {person}/devices"),
            json!({"device": {"id": "t", "platform": "tv"}}),
            "platform must be",
        ),
    ] {
        let response = service.ask(Track, &call, &service.track(Us), body);
        assert_eq!(response.status(), 400, "{message}");
        let said = json(&response)["meta"]["errors"][0].as_str().unwrap().to_owned();
        assert!(said.contains(message), "{said}");
    }
    let merge = json!({"primary": {"id": "1", "email": "a"}, "secondary": {"id": "2"}});
    let response = service.ask(Track, "POST /api/v1/merge_customers", &service.track(Us), merge);
    assert!(json(&response)["meta"]["error"].is_string());
}

#[test]
fn a_reason_that_quotes_what_was_sent_fits_in_a_header() {
    let service = service();
    let identify = |name: &str| {
        let body = json!({name: "x".repeat(1001)});
        service.ask(Track, "PUT /api/v1/customers/42", &service.track(Us), body)
    };
    let said = "naïve\n: property value cannot be longer than 1000 bytes";
    assert_eq!(reason(&identify("naïve\n")), said.replace('ï', "\\u{ef}").replace('\n', "\\n"));
    assert_eq!(service.received()[0].reason.as_deref(), Some(said));
    assert_eq!(reason(&identify(&"n".repeat(70_000))).len(), 1000);
}
