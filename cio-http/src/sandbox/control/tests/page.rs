//! The requests that the page makes.

use crate::sandbox::testing::{TestService, basic, json, service};
use crate::surface::host::Host::{App, Pipelines, Track};
use cio_config::Region::{Eu, Us};
use serde_json::{Value, json};

fn get(service: &TestService, path: &str) -> Value {
    json(&service.ask(App, &format!("GET /_sandbox/{path}"), "", ""))
}

fn last(service: &TestService) -> Value {
    get(service, "feed")["lines"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn every_request_that_is_not_accepted_has_a_reason_and_a_fix() {
    let service = service();
    let (us, eu) = (service.keys(Us).clone(), service.keys(Eu).clone());
    let (track, app, cdp) = (service.track(Us), service.app(Us), service.pipelines(Us));
    let person = "PUT /api/v1/customers/42";
    let event = "POST /api/v1/customers/42/events";
    let send = "POST /v1/send/email";
    let strict = "POST /v1/track\nx-strict-mode: 1";
    for (host, call, key, body, verdict, words) in [
        (Track, person, String::new(), "{}", "refused", "give the client its key"),
        (Track, person, basic(us.track_api_key(), us.site_id()), "{}", "refused", "Swap the two"),
        (Track, person, app.clone(), "{}", "refused", "pair of site ID and Track API key"),
        (Track, person, cdp.clone(), "{}", "refused", "both of one pair"),
        (Track, person, basic(us.site_id(), "x"), "{}", "refused", "a key that this sandbox issued"),
        (Track, person, basic(eu.site_id(), eu.track_api_key()), "{}", "refused", "State the region"),
        (Track, person, "Basic a:b".to_owned(), "{}", "refused", "in base64"),
        (App, send, track.clone(), "{}", "refused", "as a Bearer token"),
        (App, send, format!("Bearer {} ", us.app_api_key()), "{}", "refused", "Trim the key"),
        (App, send, app.clone(), "{}", "refused", "Add the field"),
        (App, send, app.clone(), "[]", "refused", "in braces"),
        (App, "GET /v1/segments/9", app.clone(), "", "refused", "Create it first"),
        (App, "GET /v1/nothing", app.clone(), "", "refused", "Check path and version"),
        (Track, send, app.clone(), "{}", "refused", "the address of the API"),
        (Track, "PATCH /api/v1/customers/42", track.clone(), "{}", "refused", "Use the method"),
        (Track, "PUT /api/v1/customers/", track.clone(), "{}", "refused", "it was empty"),
        (Track, "PUT /api/v1/customers/..", track.clone(), "{}", "refused", "percent-encode it"),
        (Track, person, track.clone(), "plan=pro", "refused", "a JSON library"),
        (Track, event, track.clone(), r#"{"name":"n","timestamp":1.5}"#, "refused", "not milliseconds"),
        (Track, event, track.clone(), r#"{"name":"n","type":"x"}"#, "refused", "Correct the value"),
        (Pipelines, strict, cdp.clone(), r#"{"event":"n"}"#, "refused", "Add the field"),
        (Pipelines, "POST /v1/track", cdp.clone(), r#"{"event":"n"}"#, "ignored", "X-Strict-Mode: 1"),
        (Track, person, track.clone(), r#"{"_update":true}"#, "ignored", "Leave `_update` out"),
        (
            Track,
            "PUT /api/v1/customers/cio_x",
            track.clone(),
            "{}",
            "ignored",
            "a cio_id cannot create a person",
        ),
    ] {
        service.ask(host, call, &key, body);
        let line = last(&service);
        let (reason, fix) = (line["reason"].as_str(), line["fix"].as_str());
        assert_eq!(line["verdict"], verdict, "{call} {body}: {line}");
        assert!(reason.is_some() && fix.is_some_and(|fix| fix.contains(words)), "{call} {body}: {line}");
        for (_, key) in us.entries().into_iter().chain(eu.entries()) {
            assert!(!line.to_string().contains(key), "{call}");
        }
    }
    service.ask(Track, person, &track, "{}");
    let line = last(&service);
    assert_eq!((&line["verdict"], &line["fix"]), (&json!("accepted"), &Value::Null));
}

#[test]
fn the_feed_goes_on_from_a_number_and_shows_long_bodies_in_part() {
    let service = service();
    let track = service.track(Us);
    for number in 0..3 {
        service.ask(Track, &format!("PUT /api/v1/customers/{number}"), &track, json!({"n": number}));
    }
    let numbers = |path: &str| -> Vec<u64> {
        let lines = get(&service, path)["lines"].as_array().unwrap().clone();
        lines.iter().map(|line| line["number"].as_u64().unwrap()).collect()
    };
    assert_eq!(
        (numbers("feed"), numbers("feed?after=2"), numbers("feed?after=3")),
        (vec![0, 1, 2], vec![2], vec![])
    );
    assert_eq!(last(&service)["people"], json!(["2"]));
    assert_eq!(last(&service)["workspace_id"], service.workspace(Us));

    let long = json!({"name": "n", "data": {"note": "x".repeat(9000)}});
    service.ask(Track, "POST /api/v1/customers/42/events", &track, &long);
    let line = last(&service);
    assert_eq!((line["body"].as_str().unwrap().len(), line["bytes"].as_u64()), (4000, Some(9031)));
    assert_eq!(get(&service, "received/3")["body"].as_str().unwrap().len(), 9031);
    assert_eq!(service.ask(App, "GET /_sandbox/received/99", "", "").status(), 404);
    assert_eq!(get(&service, "people?last=1")[0]["id"], "2");
}

#[test]
fn settings_are_set_in_whole_or_not_at_all() {
    let service = service();
    let set = |body: &str| service.ask(App, "POST /_sandbox/settings", "", body).status().as_u16();
    assert_eq!(set(r#"{"rates": "seconds", "latency_ms": 5}"#), 200);
    for wrong in
        ["", "{", r#"{"rates": "often"}"#, r#"{"rates": "off", "latency_ms": 600001}"#, r#"{"rate": "off"}"#]
    {
        assert_eq!(set(wrong), 400, "{wrong}");
    }
    let summary = get(&service, "summary");
    assert_eq!((&summary["rates"], &summary["latency_ms"]), (&json!("seconds"), &json!(5)));
    let statuses =
        (0..12).map(|_| service.ask(App, "GET /v1/workspaces", &service.app(Us), "").status().as_u16());
    assert!(statuses.collect::<Vec<_>>().contains(&429));
    assert_eq!(set(r#"{"rates": "off"}"#), 200);
    assert_eq!(get(&service, "summary")["latency_ms"], 5);
}

#[test]
fn an_email_is_served_for_a_frame_in_which_nothing_runs() {
    let service = service();
    let email = json!({
        "to": "a@b.c", "identifiers": {"id": "42"}, "from": "b@b.c", "subject": "Hi", "body": "<script>hacked()</script>",
    });
    service.ask(App, "POST /v1/send/email", &service.app(Us), &email);
    let delivery = service.sent()[0].delivery_id.clone();
    let body = service.ask(App, &format!("GET /_sandbox/sent/{delivery}/body"), "", "");
    assert_eq!(&body.body()[..], b"<script>hacked()</script>");
    let policy = body.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("sandbox; default-src 'none';"), "{policy}");
    assert_eq!(last(&service)["people"], json!(["42"]));

    let webhook = get(&service, &format!("sent/{delivery}/webhook?metric=opened"));
    assert_eq!((&webhook["metric"], &webhook["data"]["recipient"]), (&json!("opened"), &json!("a@b.c")));
    assert_eq!(service.ask(App, "GET /_sandbox/sent/nothing/body", "", "").status(), 404);
}

#[test]
fn variables_are_lines_that_a_shell_and_compose_read() {
    let service = service();
    let text = |path: &str| {
        let answer = service.ask(App, &format!("GET /_sandbox/{path}"), "", "");
        String::from_utf8(answer.body().to_vec()).unwrap()
    };
    let (us, eu) = (text("env"), text("env?region=eu"));
    assert!(us.contains(&format!("CUSTOMERIO_SITE_ID={}\n", service.keys(Us).site_id())), "{us}");
    let marketing = service.keys_of(Eu, "marketing");
    assert!(eu.contains(&format!("CUSTOMERIO_MARKETING_SITE_ID={}\n", marketing.site_id())), "{eu}");
    let plain = |value: &str| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    for line in us.lines().chain(eu.lines()) {
        let (name, value) = line.split_once('=').unwrap();
        assert!(name.starts_with("CUSTOMERIO_") && plain(name) && plain(value), "{line}");
    }
}
