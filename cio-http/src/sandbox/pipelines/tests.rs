use crate::sandbox::objects::objects;
use crate::sandbox::testing::{basic, json, reason, service};
use crate::sandbox::views::metrics;
use crate::surface::host::Host::Pipelines;
use cio_config::Region::{Eu, Us};
use serde_json::json;

const STRICT: &str = "\nx-strict-mode: 1";

#[test]
fn a_batch_does_what_its_items_would() {
    let service = service();
    let body = json!({"batch": [
        {"type": "identify", "userId": "42", "traits": {"plan": "pro"}},
        {"type": "track", "userId": "42", "event": "bought", "messageId": "m1"},
        {"type": "track", "userId": "42", "event": "bought", "messageId": "m1"},
        {"type": "page", "anonymousId": "a1", "name": "Home"},
        {"type": "group", "userId": "42", "groupId": "g"},
        {"type": "alias", "userId": "42", "previousId": "41"},
    ]});
    let response = service.ask(Pipelines, &format!("POST /v1/batch{STRICT}"), &service.pipelines(Us), body);
    assert_eq!((response.status().as_u16(), json(&response)), (200, json!({})));
    assert_eq!(service.people()[0].id, "42");
    let events = service.events();
    let names: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.name.as_str())).collect();
    assert_eq!(names, [("event", "bought"), ("page", "Home")]);
}

#[test]
fn a_bad_call_is_refused_in_strict_mode_and_dropped_without() {
    let service = service();
    for (path, body) in [
        ("identify", json!({})),
        ("track", json!({"userId": "42"})),
        ("page", json!({"name": "Home"})),
        ("group", json!({"userId": "42"})),
        ("alias", json!({"userId": "42"})),
        ("batch", json!({"batch": [{"userId": "42", "event": "bought"}]})),
    ] {
        let key = service.pipelines(Us);
        let strict = service.ask(Pipelines, &format!("POST /v1/{path}{STRICT}"), &key, &body);
        assert_eq!(strict.status(), 400, "{path}");
        assert_eq!(json(&strict)["code"], "bad_request");
        let permissive = service.ask(Pipelines, &format!("POST /v1/{path}"), &key, &body);
        assert_eq!((permissive.status().as_u16(), json(&permissive)), (200, json!({})));
        assert!(reason(&permissive).starts_with("dropped, "), "{}", reason(&permissive));
    }
    assert!(service.people().is_empty() && service.events().is_empty());
}

#[test]
fn a_wrong_key_is_reported_only_in_strict_mode() {
    let service = service();
    let body = json!({"userId": "42"});
    let with_password = basic(service.keys(Us).cdp_api_key(), "x");
    for key in [service.track(Us), service.app(Us), service.pipelines(Eu), with_password, String::new()] {
        let strict = service.ask(Pipelines, &format!("POST /v1/identify{STRICT}"), &key, &body);
        assert_eq!(strict.status(), 401);
        let nonsense = service.ask(Pipelines, &format!("POST /v1/identify{STRICT}"), &key, "nonsense");
        assert_eq!(nonsense.status(), 401, "the key is looked at first");
        let permissive = service.ask(Pipelines, "POST /v1/identify\nx-strict-mode: true", &key, &body);
        assert_eq!(permissive.status(), 200);
    }
    assert!(service.people().is_empty());
    let dropped = service.received().iter().all(|received| received.reason.is_some());
    assert!(dropped);
}

#[test]
fn an_event_of_the_right_name_deletes() {
    let service = service();
    service.ask(Pipelines, "POST /v1/identify", &service.pipelines(Us), json!({"userId": "42"}));
    let deleted = json!({"userId": "42", "event": "User Deleted"});
    service.ask(Pipelines, "POST /v1/track", &service.pipelines(Us), deleted);
    assert!(service.people().is_empty());
}

#[test]
fn a_message_that_arrives_twice_counts_once() {
    let service = service();
    let key = service.pipelines(Us);
    let first = json!({"userId": "42", "traits": {"plan": "free"}, "messageId": "m1"});
    let second = json!({"userId": "42", "traits": {"plan": "pro"}, "messageId": "m2"});
    for body in [&first, &second, &first] {
        service.ask(Pipelines, &format!("POST /v1/identify{STRICT}"), &key, body);
    }
    assert_eq!(service.people()[0].attributes["plan"], "pro");
    // Without an ID the second cannot be recognised as a copy.
    for _ in 0..2 {
        let event = json!({"userId": "42", "event": "bought"});
        service.ask(Pipelines, &format!("POST /v1/track{STRICT}"), &key, event);
    }
    assert_eq!((service.events().len(), service.received().len()), (2, 5));
}

#[test]
fn a_call_that_is_too_large_is_refused_in_strict_mode_and_dropped_without() {
    let service = service();
    let key = service.pipelines(Us);
    let event = |bytes: usize| json!({"type": "track", "userId": "42", "event": "e", "p": "x".repeat(bytes)});
    let single = event(32_000);
    let batch = json!({"batch": [event(1), event(32_000)]});
    let many = json!({"batch": vec![event(30_000); 17]});
    for (path, body, expected) in [
        ("track", single, "the call is larger than 32000 bytes"),
        ("batch", batch, "batch item 1: it is larger than 32000 bytes"),
        ("batch", many, "the batch is larger than 500000 bytes"),
    ] {
        let strict = service.ask(Pipelines, &format!("POST /v1/{path}{STRICT}"), &key, &body);
        assert_eq!((strict.status().as_u16(), reason(&strict)), (400, expected));
        let permissive = service.ask(Pipelines, &format!("POST /v1/{path}"), &key, &body);
        assert_eq!((permissive.status().as_u16(), json(&permissive)), (200, json!({})));
        assert!(reason(&permissive).ends_with(expected), "{}", reason(&permissive));
    }
    assert!(service.events().is_empty());
}

#[test]
fn events_of_the_right_names_do_what_they_say() {
    let service = service();
    let key = service.pipelines(Us);
    let ask = |path: &str, body: serde_json::Value| {
        let response = service.ask(Pipelines, &format!("POST /v1/{path}{STRICT}"), &key, body);
        assert_eq!(response.status(), 200, "{}", reason(&response));
    };
    let person = || service.people().into_iter().next();
    let device = json!({"device": {"token": "t", "type": "ios", "model": "x"}});
    let tracked = |event: &str| json!({"userId": "42", "event": event, "context": device.clone()});
    ask("identify", json!({"userId": "42"}));
    ask("track", tracked("Device Created or Updated"));
    assert_eq!(json!(person().unwrap().devices), json!({"t": {"platform": "ios", "model": "x"}}));
    ask("track", tracked("Device Deleted"));
    assert!(person().unwrap().devices.is_empty());

    let objects = || service.view(|effects| objects(effects));
    let traits = json!({"object_type_id": "2", "name": "Acme", "relationshipAttributes": {"role": "admin"}});
    ask("group", json!({"userId": "42", "groupId": "acme", "traits": traits}));
    assert_eq!(
        (objects()[0].id.as_str(), json!(objects()[0].attributes)),
        ("2/acme", json!({"name": "Acme"}))
    );
    assert_eq!(json!(objects()[0].people), json!({"42": {"role": "admin"}}));
    let acme = json!({"objectId": "acme", "objectTypeId": 2});
    ask("track", json!({"userId": "42", "event": "Relationship Deleted", "properties": acme}));
    assert!(objects()[0].people.is_empty());
    ask("track", json!({"anonymousId": "v", "event": "Object Deleted", "properties": acme}));
    assert!(objects().is_empty());

    let metric = json!({"deliveryId": "d", "metric": "opened"});
    ask("track", json!({"event": "Report Delivery Event", "properties": metric}));
    assert_eq!(service.view(|effects| metrics(effects))[0].metric, "opened");

    ask("track", tracked("User Suppressed"));
    ask("identify", json!({"userId": "42"}));
    assert!(person().is_none());
    ask("track", tracked("User Unsuppressed"));
    ask("identify", json!({"userId": "42"}));
    assert!(person().is_some());
    assert!(service.events().is_empty(), "none of these is an event like others");

    ask("track", json!({"event": "Report Content Event", "properties": {"actionType": "viewed_content"}}));
    assert_eq!(service.events().len(), 1);
}

#[test]
fn events_of_such_names_must_say_of_what() {
    let service = service();
    for (body, expected) in [
        (json!({"event": "User Deleted", "anonymousId": "v"}), "userId is required"),
        (json!({"event": "Device Deleted", "userId": "42"}), "context.device.token is required"),
        (json!({"event": "Relationship Deleted", "userId": "42"}), "properties is required"),
        (
            json!({"event": "Object Deleted", "anonymousId": "v", "properties": {}}),
            "properties.objectId is required",
        ),
        (json!({"event": "Object Deleted", "properties": {}}), "userId or anonymousId is required"),
        (
            json!({"event": "Report Delivery Event", "properties": {"deliveryId": "d", "metric": "bounced"}}),
            "properties.metric must be one of delivered, clicked, converted, opened",
        ),
        (json!({"event": "Report Content Event", "properties": {}}), "properties.actionType is required"),
        (json!({"event": "e", "userId": "42", "timestamp": 7}), "timestamp must be a string"),
    ] {
        let response =
            service.ask(Pipelines, &format!("POST /v1/track{STRICT}"), &service.pipelines(Us), body);
        assert_eq!((response.status().as_u16(), reason(&response)), (400, expected));
    }
}

#[test]
fn the_context_of_a_batch_is_that_of_all_its_calls() {
    let service = service();
    let device = |token: &str| json!({"device": {"token": token}});
    let call = json!({"type": "track", "event": "Device Created or Updated", "userId": "42", "context": device("own")});
    let batch = json!({"batch": [call], "context": device("shared")});
    service.ask(Pipelines, &format!("POST /v1/batch{STRICT}"), &service.pipelines(Us), batch);
    assert!(service.people()[0].devices.contains_key("shared"));
}

#[test]
fn a_compressed_body_is_refused_as_such() {
    let service = service();
    let call = format!("POST /v1/batch{STRICT}\ncontent-encoding: gzip");
    let response = service.ask(Pipelines, &call, &service.pipelines(Us), "\u{1f}\u{8b}");
    assert_eq!(reason(&response), "the body is compressed, which the sandbox does not read");
}
