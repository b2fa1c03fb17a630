//! Sends and routes of the App API, without sockets.

mod reads;

use crate::app::EVERY_ROUTE;
use crate::sandbox::testing::{TestService, json, reason, service};
use crate::surface::host::Host::{App, Track};
use cio_config::Region::{Eu, Us};
use cio_config::Role;
use http::Response;
use serde_json::{Value, json};

const SEND: &str = "POST /v1/send/email";

fn email() -> Value {
    json!({"to": "ada@example.com", "identifiers": {"id": 42}, "transactional_message_id": 3})
}

fn without(name: &str) -> Value {
    let mut email = email();
    email.as_object_mut().unwrap().remove(name);
    email
}

fn with(name: &str, value: Value) -> Value {
    let mut email = email();
    email[name] = value;
    email
}

fn ask(service: &TestService, call: &str, body: impl ToString) -> Response<bytes::Bytes> {
    service.ask(App, call, &service.app(Us), body)
}

/// Two people: `42` with an address and a plan, and one who is known by an address alone.
fn peopled() -> TestService {
    let service = service();
    let ada = json!({"email": "ada@example.com", "plan": "pro", "age": 36});
    service.ask(Track, "PUT /api/v1/customers/42", &service.track(Us), ada);
    service.ask(Track, "PUT /api/v1/customers/eve%40example.com", &service.track(Us), "{}");
    service
}

#[test]
fn every_documented_route_is_answered_with_the_right_key_and_refused_without() {
    let service = peopled();
    for route in EVERY_ROUTE {
        let (method, template) = route.split_once(' ').unwrap();
        let segment = |part: &str| if part.starts_with('{') { "42".to_owned() } else { part.to_owned() };
        let path: Vec<String> = template.split('/').map(segment).collect();
        let call = format!("{method} {}", path.join("/"));
        let public = template == "/v1/info/ip_addresses";
        assert_eq!(service.ask(App, &call, "", "{}").status() == 401, !public, "{route}");
        assert_ne!(ask(&service, &call, "{}").status(), 401, "{route}");
        assert_eq!(
            service.received().last().unwrap().route.map(|found| found.split('{').count()),
            Some(template.split('{').count()),
            "{route}"
        );
    }
}

#[test]
fn an_email_is_queued_under_the_id_that_is_answered() {
    let service = service();
    let response = ask(&service, SEND, email());
    assert_eq!(response.status(), 200);
    assert!(json(&response)["queued_at"].is_u64());
    let [email] = &service.emails()[..] else { panic!("{:?}", service.emails()) };
    assert_eq!(json(&response)["delivery_id"], email.delivery_id.as_str());
    assert_eq!(email.to, "ada@example.com");
}

#[test]
fn each_kind_of_message_is_queued_as_what_it_is() {
    let service = service();
    for kind in ["email", "push", "sms", "whatsapp", "in_app", "inbox_message"] {
        assert_eq!(ask(&service, &format!("POST /v1/send/{kind}"), email()).status(), 200, "{kind}");
        assert_eq!(service.sent().last().unwrap().kind, kind);
    }
    let response = ask(&service, "POST /v1/send/sms", without("transactional_message_id"));
    assert_eq!(
        json(&response),
        json!({"meta": {"error": "Missing required field: \"transactional_message_id\""}})
    );
    assert_eq!(service.emails().len(), 1);
}

#[test]
fn a_missing_field_of_a_send_is_named_in_the_documented_body() {
    let service = service();
    let two = json!({"id": 1, "email": "ada@example.com"});
    let sixteen = ["a@example.com"; 14].join(",");
    let mut crowd = with("bcc", json!(sixteen));
    crowd["cc"] = json!("b@example.com");
    let large = json!({"a": "AAAA".repeat(700_000)});
    for (body, status, expected) in [
        (without("to"), 400, "Missing required field: \"to\""),
        (without("identifiers"), 400, "Missing required field: \"identifiers\""),
        (without("transactional_message_id"), 400, "Missing required field: \"body\""),
        (with("identifiers", two), 400, "identifiers must hold exactly one of id, email and cio_id"),
        (
            with("identifiers", json!({"phone": "1"})),
            400,
            "identifiers must hold exactly one of id, email and cio_id",
        ),
        (crowd, 400, "more than 15 recipients in to, cc and bcc"),
        (with("attachments", json!({"a.txt": "?"})), 400, "Attachment must be base64 encoded: \"a.txt\""),
        (with("attachments", json!({"a.exe": "AA=="})), 403, "Forbidden file type exe for attachment a.exe."),
        (with("attachments", large), 413, "Total attachment size exceeds the limit"),
        (with("message_data", json!({"a": "x".repeat(1_000_000)})), 413, "the request is too large"),
        (
            with("send_at", json!(99_999_999_999_u64)),
            400,
            "send_at must be seconds since 1970, at most 90 days ahead",
        ),
    ] {
        let response = ask(&service, SEND, body);
        assert_eq!(response.status(), status);
        assert_eq!(json(&response), json!({"meta": {"error": expected}}));
    }
    assert!(service.emails().is_empty());
    let attached = with("attachments", json!({"a": "AAAA".repeat(600_000)}));
    assert_eq!(ask(&service, SEND, attached).status(), 200, "2.4 MB of text, 1.8 MB of files");
}

#[test]
fn an_email_without_a_template_brings_its_own_text() {
    let service = service();
    let mut email = without("transactional_message_id");
    for name in ["body", "subject", "from"] {
        email[name] = json!("x");
    }
    assert_eq!(ask(&service, SEND, email).status(), 200);
}

#[test]
fn a_service_account_sends_in_the_workspace_it_names_and_does_nothing_else() {
    let service = service();
    let token = format!("Bearer {}", service.keys(Us).service_account_token());
    let workspace = service.workspace(Us);
    let call = |path: &str, header: &str| service.ask(App, &format!("{path}{header}"), &token, email());

    assert_eq!(call(SEND, &format!("\nx-workspace-id: {workspace}")).status(), 200);
    assert_eq!(service.received()[0].signed_by, Some(Role::ServiceAccountToken));

    let missing = call(SEND, "");
    assert_eq!(json(&missing), json!({"meta": {"error": "workspace_id is required"}}));
    assert_eq!(call(SEND, "\nx-workspace-id: 1").status(), 401);
    let header = format!("\nx-workspace-id: {workspace}");
    let elsewhere = call("POST /v1/segments", &header);
    assert_eq!(elsewhere.status(), 401);
    assert!(
        reason(&elsewhere).starts_with("the Bearer token is the service account token of the us account")
    );
}

#[test]
fn a_key_of_the_other_region_is_refused_not_redirected() {
    let service = service();
    let response = service.ask(App, "GET /v1/workspaces", &service.app(Eu), "");
    assert_eq!(response.status(), 401);
    assert_eq!(json(&response), json!({"errors": [{"detail": "Unauthorized request", "status": "401"}]}));
    assert_eq!(reason(&response), "the key belongs to the eu account, but this is the us region");
}

#[test]
fn the_ip_addresses_need_no_key() {
    let service = service();
    let response = service.ask(App, "GET /v1/info/ip_addresses", "", "");
    assert_eq!(response.status(), 200);
    assert!(json(&response)["ip_addresses"].is_array());
    assert_eq!(service.received()[0].signed_by, None);
}

#[test]
fn a_broadcast_takes_one_audience_of_people_who_exist() {
    let service = peopled();
    let trigger = |body: Value| ask(&service, "POST /v1/campaigns/12/triggers", body);
    for body in [
        json!({}),
        json!({"data": {"a": 1}}),
        json!({"recipients": {"segment": {"id": 1}}}),
        json!({"ids": ["42"]}),
        json!({"ids": ["42", "43"], "id_ignore_missing": true}),
        json!({"emails": ["ada@example.com", "eve@example.com"]}),
        json!({"per_user_data": [{"id": "42", "data": {}}, {"email": "eve@example.com"}]}),
        json!({"data_file_url": "https://example.com/a.jsonl"}),
    ] {
        assert_eq!(trigger(body.clone()).status(), 200, "{body}");
    }
    for (body, expected) in [
        (json!({"recipients": {}}), "empty recipients filter is not valid"),
        (
            json!({"recipients": {"and": {"segment": {"id": 1}}}}),
            "recipients is not a filter: and must be an array of filters",
        ),
        (json!({"ids": ["1"], "emails": []}), "only one of emails and ids can be given"),
        (json!({"ids": vec!["1"; 10_001]}), "ids is too long"),
        (json!({"data": {"a": "x".repeat(50_000)}}), "data is too large"),
    ] {
        let response = trigger(body);
        assert_eq!(
            (response.status().as_u16(), &json(&response)["errors"][0]["detail"]),
            (422, &json!(expected))
        );
    }
}

#[test]
fn errors_of_a_broadcast_are_listed_at_its_trigger() {
    let service = peopled();
    let response = ask(&service, "POST /v1/campaigns/12/triggers", json!({"ids": ["42", "43", "44"]}));
    let error = &json(&response)["errors"][0];
    assert_eq!(response.status(), 422);
    assert_eq!(error["source"]["pointer"], "/data/attributes/per_user_data");
    assert!(error["detail"].as_str().unwrap().ends_with("errors endpoint for trigger 1"), "{error}");

    let status = json(&ask(&service, "GET /v1/campaigns/12/triggers/1", ""));
    assert_eq!(
        (&status["id"], &status["broadcast_id"], &status["errors"]),
        (&json!(1), &json!(12), &json!(null))
    );
    let page = json(&ask(&service, "GET /v1/campaigns/12/triggers/1/errors?limit=1", ""));
    assert_eq!(page, json!({"errors": ["id not found"], "next": "1"}));
    let page = json(&ask(&service, "GET /v1/campaigns/12/triggers/1/errors?limit=1&start=1", ""));
    assert_eq!(page, json!({"errors": ["id not found"], "next": ""}));
    assert_eq!(ask(&service, "GET /v1/campaigns/13/triggers/1", "").status(), 404);
    assert_eq!(
        json(&ask(&service, "GET /v1/broadcasts/12/triggers", ""))["triggers"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn people_are_found_in_the_shapes_that_the_service_has() {
    let service = peopled();
    let found = json(&ask(&service, "GET /v1/customers?email=ada%40example.com", ""));
    assert_eq!(found, json!({"results": [{"id": "42", "email": "ada@example.com", "cio_id": "a3000001"}]}));
    assert_eq!(json(&ask(&service, "GET /v1/customers?email=a+b@example.com", "")), json!({"results": []}));

    let filter = json!({"filter": {"and": [
        {"attribute": {"field": "plan", "operator": "eq", "value": "pro"}},
        {"not": {"attribute": {"field": "gone", "operator": "exists"}}},
    ]}});
    let found = json(&ask(&service, "POST /v1/customers", filter));
    assert_eq!(found["ids"], json!(["42"]));
    assert!(found["identifiers"][0]["cio_id"].is_u64());

    let person = json(&ask(&service, "GET /v1/customers/a3000001/attributes?id_type=cio_id", ""));
    assert_eq!(person["customer"]["attributes"]["age"], "36");
    assert_eq!(ask(&service, "GET /v1/customers/43/attributes", "").status(), 404);
    let people = json(&ask(&service, "POST /v1/customers/attributes", json!({"ids": ["42", "43"]})));
    assert_eq!(people["customers"][0]["id"], "42");
    let crowd = json!({"ids": vec!["42"; 101]});
    assert_eq!(ask(&service, "POST /v1/customers/attributes", crowd).status(), 400);
}

#[test]
fn created_things_can_be_read_and_deleted() {
    let service = service();
    assert_eq!(json(&ask(&service, "GET /v1/exports", "")), json!({"exports": null}));
    let made = json(&ask(&service, "POST /v1/segments", json!({"segment": {"name": "beta"}})));
    assert_eq!((&made["segment"]["id"], &made["segment"]["tags"]), (&json!(1), &json!(null)));
    assert_eq!(json(&ask(&service, "GET /v1/segments/1", ""))["segment"]["name"], "beta");
    assert_eq!(json(&ask(&service, "GET /v1/segments/1/customer_count", "")), json!({"count": 0}));
    service.ask(Track, "PUT /api/v1/customers/42", &service.track(Us), "{}");
    service.ask(Track, "POST /api/v1/segments/1/add_customers", &service.track(Us), json!({"ids": ["42"]}));
    assert_eq!(json(&ask(&service, "GET /v1/workspaces", ""))["workspaces"][0]["people"], 1);
    assert_eq!(ask(&service, "DELETE /v1/segments/1", "").status(), 204);
    assert_eq!(ask(&service, "GET /v1/segments/1/membership", "").status(), 404);
    assert!(service.people()[0].segments.is_empty());
    assert_eq!(ask(&service, "GET /v1/segments/1", "").status(), 404);
    assert_eq!(json(&ask(&service, "GET /v1/segments", "")), json!({"segments": []}));
    let next = json(&ask(&service, "POST /v1/segments", json!({"segment": {"name": "gamma"}})));
    assert_eq!(next["segment"]["id"], 2);

    let rows = json!({"name": "plans", "data": [{"plan": "pro"}]});
    let made = json(&ask(&service, "POST /v1/collections", rows));
    assert_eq!((&made["collection"]["rows"], &made["collection"]["schema"]), (&json!(1), &json!(["plan"])));
    ask(&service, "PUT /v1/collections/1/content", json!([{"a": 1}, {"a": 2}]));
    assert_eq!(json(&ask(&service, "GET /v1/collections/1/content", "")), json!([{"a": 1}, {"a": 2}]));

    ask(&service, "POST /v1/esp/suppression/bounces/a%40b.c", "{}");
    let found = json(&ask(&service, "GET /v1/esp/search_suppression/a%40b.c", ""));
    assert_eq!(
        (&found["category"], &found["suppressions"][0]["email"]),
        (&json!("bounces"), &json!("a@b.c"))
    );
}
