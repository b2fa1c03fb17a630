//! The effects of requests to the other APIs, read through the App API, without sockets.

use crate::sandbox::testing::{TestService, json, service};
use crate::surface::host::Host::{App, Track};
use cio_config::Region::Us;
use serde_json::{Value, json};

fn get(service: &TestService, path: &str) -> Value {
    json(&service.ask(App, &format!("GET {path}"), &service.app(Us), ""))
}

fn post(service: &TestService, path: &str, body: impl ToString) -> Value {
    json(&service.ask(App, &format!("POST {path}"), &service.app(Us), body))
}

fn track(service: &TestService, call: &str, body: impl ToString) {
    assert_eq!(service.ask(Track, call, &service.track(Us), body).status(), 200, "{call}");
}

/// So many people, each in segment 7.
fn crowd(count: usize) -> TestService {
    let service = service();
    for id in 0..count {
        track(&service, &format!("PUT /api/v1/customers/{id}"), json!({"plan": "pro"}));
    }
    for ids in (0..count).map(|id| id.to_string()).collect::<Vec<_>>().chunks(1000) {
        track(&service, "POST /api/v1/segments/7/add_customers", json!({"ids": ids}));
    }
    service
}

#[test]
fn a_long_list_comes_in_pages_of_the_documented_length() {
    let service = crowd(101);
    let filter = json!({"filter": {"segment": {"id": 7}}});
    let length = |page: &Value| page["ids"].as_array().map(Vec::len);
    let page = post(&service, "/v1/customers", &filter);
    assert_eq!((length(&page), &page["next"]), (Some(50), &json!("50")));
    let page = post(&service, "/v1/customers?start=100", &filter);
    assert_eq!((length(&page), &page["next"]), (Some(1), &json!("")));
    let page = get(&service, "/v1/segments/7/membership?limit=30000");
    assert_eq!((length(&page), &page["next"]), (Some(101), &json!("")));
    for path in ["/v1/customers?limit=1001", "/v1/customers?limit=0", "/v1/customers?start=x"] {
        assert_eq!(post(&service, path, &filter)["errors"][0]["status"], "400", "{path}");
    }
    assert_eq!(get(&service, "/v1/segments/7/membership?limit=30001")["errors"][0]["status"], "400");

    for index in 0..101 {
        post(&service, &format!("/v1/esp/suppression/bounces/{index:03}%40example.com"), "{}");
    }
    let list =
        |query: &str| get(&service, &format!("/v1/esp/suppression/bounces{query}"))["suppressions"].clone();
    assert_eq!(list("").as_array().map(Vec::len), Some(100));
    assert_eq!(list("?offset=100&limit=7")[0]["email"], "100@example.com");
}

#[test]
fn a_person_is_found_by_each_name_and_shown_with_all() {
    let service = service();
    track(&service, "PUT /api/v1/customers/Ada%40example.com", json!({"unsubscribed": "TRUE"}));
    let found = json!({"results": [{"id": null, "email": "Ada@example.com", "cio_id": "a3000001"}]});
    assert_eq!(get(&service, "/v1/customers?email=ada%40EXAMPLE.com"), found);
    let filter =
        json!({"filter": {"attribute": {"field": "email", "operator": "eq", "value": "Ada@example.com"}}});
    assert_eq!(
        post(&service, "/v1/customers", filter)["ids"],
        json!([""]),
        "the ID of an anonymous person is an empty string"
    );
    for path in [
        "ada%40example.com/attributes?id_type=email",
        "a3000001/attributes?id_type=cio_id",
        "cio_a3000001/attributes?id_type=cio_id",
    ] {
        let person = get(&service, &format!("/v1/customers/{path}"));
        assert_eq!(person["customer"]["attributes"]["email"], "Ada@example.com", "{path}");
    }
    assert!(
        get(&service, "/v1/customers/Ada%40example.com/attributes")["errors"].is_array(),
        "it is not an ID"
    );
    let path = "/v1/customers/Ada%40example.com/subscription_preferences?id_type=email";
    assert_eq!(get(&service, path)["customer"]["unsubscribed"], true);
    assert_eq!(
        post(&service, "/v1/customers/attributes", json!({"ids": vec!["1"; 101]}))["errors"][0]["status"],
        "400"
    );
}

#[test]
fn an_empty_filter_matches_no_person() {
    let service = service();
    for filter in [
        json!({"and": []}),
        json!({"or": {"segment": {"id": 7}}}),
        json!({"not": {}}),
        json!({"plan": "pro"}),
        json!({"attribute": {"field": "plan", "operator": "is", "value": "pro"}}),
    ] {
        let answer = post(&service, "/v1/customers", json!({"filter": filter}));
        assert_eq!(answer["errors"][0]["status"], "400", "{filter}");
        let answer = post(&service, "/v1/objects", json!({"object_type_id": "1", "filter": filter}));
        assert_eq!(answer["errors"][0]["status"], "400", "{filter}");
    }
}

#[test]
fn sent_messages_can_be_read() {
    let service = crowd(1);
    assert_eq!(get(&service, "/v1/customers/0/messages"), json!({"messages": null, "next": ""}));
    let email = json!({"to": "a@b.c", "transactional_message_id": 3, "identifiers": {"id": "0"}});
    let id = post(&service, "/v1/send/email", &email)["delivery_id"].as_str().unwrap().to_owned();
    post(&service, "/v1/send/sms", json!({"transactional_message_id": 4, "identifiers": {"id": "9"}}));
    let opened = json!({"delivery_id": id, "metric": "opened", "timestamp": 7});
    track(&service, "POST /api/v1/metrics", opened);

    let [messages, of_person, of_template] =
        ["/v1/messages?metric=opened", "/v1/customers/0/messages", "/v1/transactional/3/messages"]
            .map(|path| get(&service, path)["messages"].clone());
    assert_eq!((&messages, &messages), (&of_person, &of_template));
    assert_eq!((messages.as_array().map(Vec::len), &messages[0]["metrics"]["opened"]), (Some(1), &json!(7)));
    assert_eq!(get(&service, &format!("/v1/messages/{id}"))["message"], messages[0]);
    assert_eq!(get(&service, "/v1/messages")["messages"][0]["type"], "twilio", "the newest first");
    assert_eq!(get(&service, &format!("/v1/messages/{id}/archived_message"))["archived_message"]["id"], *id);
    for path in ["/v1/messages/x", "/v1/messages/x/archived_message"] {
        assert_eq!(get(&service, path)["errors"][0]["status"], "404");
    }
}

#[test]
fn activities_of_people_can_be_read() {
    let service = crowd(1);
    track(
        &service,
        "POST /api/v1/customers/0/events",
        json!({"name": "bought", "timestamp": 7, "data": {"n": 1}}),
    );
    track(&service, "POST /api/v1/events", json!({"name": "seen", "anonymous_id": "v"}));
    post(&service, "/v1/send/push", json!({"transactional_message_id": 4, "identifiers": {"id": "0"}}));
    let bought = &get(&service, "/v1/customers/0/activities?type=event")["activities"];
    assert_eq!(bought.as_array().map(Vec::len), Some(1));
    assert_eq!((&bought[0]["name"], &bought[0]["timestamp"]), (&json!("bought"), &json!(7)));
    assert_eq!((&bought[0]["customer_id"], &bought[0]["data"]), (&json!("0"), &json!({"n": 1})));
    let count = |path: &str| get(&service, path)["activities"].as_array().map_or(0, Vec::len);
    assert_eq!(count("/v1/activities"), 3);
    assert_eq!(count("/v1/activities?customer_id=cio_a3000001&id_type=cio_id"), 2);
    assert_eq!(count("/v1/activities?type=sent_push"), 1);
    assert_eq!(count("/v1/activities?customer_id=nobody"), 0);
}

#[test]
fn objects_and_their_relationships_can_be_read() {
    let service = crowd(1);
    let acme = json!({"object_type_id": "1", "object_id": "acme"});
    let object = |identifiers: &Value, attributes: Value| {
        let people =
            json!([{"identifiers": {"cio_id": "a3000001"}, "relationship_attributes": {"role": "admin"}}]);
        let identify = json!({"type": "object", "action": "identify", "identifiers": identifiers,
            "attributes": attributes, "cio_relationships": people});
        track(&service, "POST /api/v2/entity", identify);
    };
    object(&acme, json!({"name": "Acme", "size": 9, "old": 1}));
    object(&json!({"cio_object_id": "ob000001"}), json!({"old": null}));
    object(&json!({"cio_object_id": "ob000002"}), json!({"name": "Nobody"}));

    let read = get(&service, "/v1/objects/1/acme/attributes");
    assert_eq!(read["object"]["attributes"], json!({"name": "Acme", "size": "9"}));
    assert_eq!(get(&service, "/v1/objects/1/ob000001/attributes?id_type=cio_object_id"), read);
    assert_eq!(get(&service, "/v1/objects/2/acme/attributes")["errors"][0]["status"], "404");

    let search = |kind: &str| {
        let filter =
            json!({"object_attribute": {"field": "size", "operator": "eq", "value": "9", "type_id": kind}});
        post(&service, "/v1/objects", json!({"object_type_id": kind, "filter": filter}))["identifiers"]
            .clone()
    };
    assert_eq!(search("1"), json!([{"object_id": "acme", "cio_object_id": "ob000001"}]));
    assert_eq!(search("2"), json!([]));

    let people = get(&service, "/v1/objects/1/acme/relationships");
    assert_eq!(people["cio_relationships"][0]["identifiers"]["id"], "0");
    let related = &get(&service, "/v1/customers/0/relationships")["cio_relationships"][0];
    assert_eq!((&related["object_type_id"], &related["attributes"]), (&json!(1), &json!({"role": "admin"})));
}

#[test]
fn a_broadcast_names_many_by_id_or_by_address() {
    let service = crowd(2000);
    let ids: Vec<String> = (0..10_000).map(|id| (id % 2000).to_string()).collect();
    assert_eq!(post(&service, "/v1/campaigns/12/triggers", json!({"ids": ids}))["id"], 1);
    track(&service, "PUT /api/v1/customers/0", json!({"email": "Ada@example.com"}));
    assert_eq!(post(&service, "/v1/campaigns/12/triggers", json!({"emails": ["ada@example.com"]}))["id"], 2);
}
