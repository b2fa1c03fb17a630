use super::kind::Kind;
use super::{
    CustomerMetric, EmailMetric, Event, Headers, InAppMetric, MAX_BODY, PushMetric, SlackMetric, SmsMetric,
    WebhookFault, WebhookMetric, WhatsappMetric, read_at,
};
use cio_config::WebhookSigningKey;
use serde_json::{Value, json};
use std::time::{Duration, UNIX_EPOCH};

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

#[expect(clippy::needless_pass_by_value, reason = "data made by `json!` reads better without `&`")]
fn event(object_type: &str, metric: &str, data: Value) -> Event {
    let body = json!({
        "event_id": ID, "object_type": object_type, "metric": metric, "timestamp": 1_613_063_089, "data": data,
    });
    Event::parse(body.to_string()).unwrap()
}

/// Every object and metric of the documents, as they are written there.
const DOCUMENTED: [(&str, &[&str]); 8] = [
    ("customer", &["subscribed", "unsubscribed", "cio_subscription_preferences_changed"]),
    (
        "email",
        &[
            "drafted",
            "attempted",
            "sent",
            "delivered",
            "opened",
            "clicked",
            "converted",
            "unsubscribed",
            "bounced",
            "dropped",
            "spammed",
            "failed",
            "undeliverable",
            "deferred",
        ],
    ),
    (
        "push",
        &[
            "drafted",
            "attempted",
            "delivered",
            "sent",
            "opened",
            "clicked",
            "converted",
            "bounced",
            "dropped",
            "failed",
            "undeliverable",
        ],
    ),
    (
        "sms",
        &[
            "drafted",
            "attempted",
            "sent",
            "delivered",
            "clicked",
            "converted",
            "bounced",
            "failed",
            "undeliverable",
            "replied",
        ],
    ),
    (
        "whatsapp",
        &[
            "drafted",
            "attempted",
            "sent",
            "delivered",
            "opened",
            "clicked",
            "converted",
            "bounced",
            "dropped",
            "failed",
            "undeliverable",
            "replied",
        ],
    ),
    ("slack", &["drafted", "attempted", "sent", "clicked", "failed", "undeliverable", "converted"]),
    ("webhook", &["drafted", "attempted", "sent", "clicked", "failed", "undeliverable", "converted"]),
    (
        "in_app",
        &["drafted", "attempted", "sent", "opened", "clicked", "converted", "failed", "undeliverable"],
    ),
];

/// The channel and the metric of a kind, as a webhook names them.
fn names(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Customer(metric) => ("customer", metric.as_str()),
        Kind::Email(metric) => ("email", metric.as_str()),
        Kind::Push(metric) => ("push", metric.as_str()),
        Kind::Sms(metric) => ("sms", metric.as_str()),
        Kind::Whatsapp(metric) => ("whatsapp", metric.as_str()),
        Kind::Slack(metric) => ("slack", metric.as_str()),
        Kind::InApp(metric) => ("in_app", metric.as_str()),
        Kind::Webhook(metric) => ("webhook", metric.as_str()),
        Kind::Unknown => ("", ""),
    }
}

#[test]
fn each_documented_event_has_one_kind_and_each_kind_one_event() {
    for (object_type, metrics) in DOCUMENTED {
        for metric in metrics {
            let event = event(object_type, metric, json!({ "delivery_id": "d" }));
            assert_eq!(names(event.kind), (object_type, *metric));
            assert_eq!((&*event.object_type, &*event.metric), (object_type, *metric));
        }
        let ours = match object_type {
            "customer" => CustomerMetric::NAMES,
            "email" => EmailMetric::NAMES,
            "push" => PushMetric::NAMES,
            "sms" => SmsMetric::NAMES,
            "whatsapp" => WhatsappMetric::NAMES,
            "slack" => SlackMetric::NAMES,
            "webhook" => WebhookMetric::NAMES,
            _ => InAppMetric::NAMES,
        };
        let sorted = |names: &[&'static str]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
        };
        assert_eq!(sorted(ours), sorted(metrics), "{object_type}");
    }
}

#[test]
fn a_change_of_subscriptions_is_the_persons_whatever_channel_caused_it() {
    let preferences = "cio_subscription_preferences_changed";
    for (object_type, metric, data, expected) in [
        ("email", "unsubscribed", json!({ "delivery_id": "d" }), Kind::Email(EmailMetric::Unsubscribed)),
        ("email", "unsubscribed", json!({}), Kind::Customer(CustomerMetric::Unsubscribed)),
        (
            "email",
            "unsubscribed",
            json!({ "delivery_id": null }),
            Kind::Customer(CustomerMetric::Unsubscribed),
        ),
        ("sms", "unsubscribed", json!({ "delivery_id": "d" }), Kind::Customer(CustomerMetric::Unsubscribed)),
        ("push", "subscribed", json!({}), Kind::Customer(CustomerMetric::Subscribed)),
        (
            "email",
            preferences,
            json!({ "delivery_id": "d" }),
            Kind::Customer(CustomerMetric::PreferencesChanged),
        ),
        ("", preferences, json!({}), Kind::Customer(CustomerMetric::PreferencesChanged)),
        ("email", "sent", json!({}), Kind::Email(EmailMetric::Sent)),
    ] {
        assert_eq!(event(object_type, metric, data.clone()).kind, expected, "{object_type} {metric} {data}");
    }
    let misspelled = format!(
        r#"{{"event_id":"{ID}","object_type_type":"sms","metric":"{preferences}","timestamp":1,"data":{{}}}}"#
    );
    let event = Event::parse(misspelled).unwrap();
    assert_eq!(
        (event.kind, &*event.object_type),
        (Kind::Customer(CustomerMetric::PreferencesChanged), "sms")
    );
}

#[test]
fn every_member_of_the_documents_is_read() {
    let data = json!({
        "identifiers": { "id": "42", "email": "ada@example.com", "cio_id": "d9c106000001" },
        "customer_id": "42", "email_address": "ada@example.com", "delivery_id": "RPIyMTM6OjEyMzQ=",
        "recipient": "ada@example.com", "to": "+15550100", "inbound_event_id": "i",
        "recipients": [{ "device_id": "t", "device_platform": "ios", "failure_message": "gone" }],
        "subject": "Hi", "content": "<p>", "headers": { "X-A": ["b", "c"] }, "failure_message": "no such mailbox",
        "href": "https://example.com", "link_id": 1, "machine": true, "proxied": false, "prefetched": true,
        "synthetic": false, "tracked_response": "buy", "campaign_id": 5, "broadcast_id": 2, "newsletter_id": 10,
        "transactional_message_id": 3, "content_id": 4, "action_id": 96, "parent_action_id": 6,
        "journey_id": "01GW20GXAAXBKZD8J96M8FNV3R", "trigger_id": 7, "trigger_event_id": "e",
    });
    let event = event("email", "sent", data.clone());
    let shown = format!("{:?}", event.data);
    for name in data.as_object().unwrap().keys() {
        assert!(shown.contains(&format!("{name}: [redacted]")), "{name} in {shown}");
    }
    let data = event.data;
    let person = data.identifiers.unwrap();
    assert_eq!(
        [person.id, person.email, person.cio_id].map(Option::unwrap),
        ["42", "ada@example.com", "d9c106000001"]
    );
    let device = &data.recipients.unwrap()[0];
    assert_eq!((device.device_id.as_deref(), device.failure_message.as_deref()), (Some("t"), Some("gone")));
    assert_eq!(data.headers.unwrap()["X-A"], ["b", "c"]);
    assert_eq!(
        (data.link_id, data.machine, data.proxied, data.action_id),
        (Some(1), Some(true), Some(false), Some(96))
    );
}

#[test]
fn a_member_of_another_type_does_not_refuse_the_event() {
    for (value, text, number) in [
        (json!("7"), Some("7"), Some(7)),
        (json!(7), Some("7"), Some(7)),
        (json!(7.0), Some("7.0"), Some(7)),
        (json!(7.5), Some("7.5"), None),
        (json!(-7), Some("-7"), None),
        (json!(1e300), Some("1e+300"), None),
        (json!("seven"), Some("seven"), None),
        (json!(null), None, None),
        (json!([7]), None, None),
        (json!({ "id": 7 }), None, None),
        (json!(true), None, None),
    ] {
        let event = event("sms", "failed", json!({ "recipient": value, "campaign_id": value }));
        assert_eq!((event.data.recipient.as_deref(), event.data.campaign_id), (text, number), "{value}");
        assert_eq!(event.raw["data"]["recipient"], value);
    }
    for data in
        [json!(null), json!([]), json!("x"), json!({ "identifiers": [], "recipients": {}, "headers": 7 })]
    {
        let event = event("push", "sent", data.clone());
        assert_eq!(event.data, super::Data::default(), "{data}");
        assert_eq!(event.raw["data"], data);
    }
}

#[test]
fn an_unknown_event_is_kept_as_it_came() {
    for (object_type, metric) in
        [("carrier_pigeon", "sent"), ("email", "folded"), ("", ""), ("Email", "sent")]
    {
        let data = json!({ "delivery_id": "d", "new": { "member": [1, null] } });
        let event = event(object_type, metric, data.clone());
        assert_eq!((event.kind, event.data.delivery_id.as_deref()), (Kind::Unknown, Some("d")));
        assert_eq!((&*event.object_type, &*event.metric, &event.raw["data"]), (object_type, metric, &data));
    }
}

#[test]
fn a_body_without_the_parts_of_every_event_is_not_an_event() {
    let deep =
        format!(r#"{{"event_id":"e","timestamp":1,"data":{}1{}}}"#, "[".repeat(5000), "]".repeat(5000));
    for (body, reason) in [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("\u{feff}{}", "it is not JSON"),
        (&*deep, "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ("null", "it is not a JSON object"),
        ("{}", "it has no `event_id`"),
        (r#"{"event_id":"","timestamp":1}"#, "it has no `event_id`"),
        (r#"{"event_id":7,"timestamp":1}"#, "it has no `event_id`"),
        (r#"{"event_id":"e"}"#, "it has no `timestamp` in seconds"),
        (r#"{"event_id":"e","timestamp":-1}"#, "it has no `timestamp` in seconds"),
        (r#"{"event_id":"e","timestamp":"2021-02-11"}"#, "it has no `timestamp` in seconds"),
    ] {
        assert_eq!(Event::parse(body), Err(WebhookFault::NotAnEvent(reason)), "{body:.40}");
    }
    assert_eq!(Event::parse(vec![0xff; 3]), Err(WebhookFault::NotAnEvent("it is not JSON")));
    assert_eq!(Event::parse(vec![b' '; MAX_BODY + 1]), Err(WebhookFault::BodyTooLong));
    assert_eq!(Event::parse(r#"{"event_id":"e","timestamp":1.0}"#).unwrap().timestamp, 1);
}

#[test]
fn an_event_is_read_only_if_a_key_signed_it() {
    let body =
        format!(r#"{{"event_id":"{ID}","object_type":"sms","metric":"replied","timestamp":1,"data":{{}}}}"#);
    let keys = ["whsec-new", "whsec-old"].map(|key| WebhookSigningKey::new(key).unwrap());
    let read = |signer: &str, body: &str, signed: &str| {
        let signature = super::signature::sign(signer, 7, signed.as_bytes());
        let now = UNIX_EPOCH + Duration::from_secs(8);
        read_at(&keys, Headers::new("7", &signature), body, Duration::from_secs(1), now)
    };
    for signer in ["whsec-new", "whsec-old"] {
        assert_eq!(read(signer, &body, &body).unwrap().kind, Kind::Sms(SmsMetric::Replied));
    }
    assert_eq!(read("whsec-other", &body, &body), Err(WebhookFault::Signature));
    let written_again = serde_json::from_str::<Value>(&body).unwrap().to_string();
    assert_ne!(written_again, body);
    assert_eq!(read("whsec-new", &written_again, &body), Err(WebhookFault::Signature));
    assert_eq!(read("whsec-new", "[]", "[]"), Err(WebhookFault::NotAnEvent("it is not a JSON object")));
}

#[test]
fn debug_shows_no_value_of_a_customer() {
    let secret = "ada@example.com";
    let data = json!({
        "identifiers": { "id": secret }, "recipient": secret, "recipients": [{ "device_id": secret }],
        "headers": { secret: [secret] }, "new": secret,
    });
    let body = json!({
        "event_id": secret, "object_type": secret, "metric": secret, "timestamp": 1, "data": data, secret: secret,
    });
    let event = Event::parse(body.to_string()).unwrap();
    for shown in [format!("{event:?}"), format!("{event:#?}"), format!("{:?}", event.data.identifiers)] {
        assert!(!shown.contains("ada"), "{shown}");
    }
    let known = format!("{:?}", self::event("email", "bounced", json!({ "recipient": secret })));
    for part in [ID, "Email(Bounced)", "1613063089", "recipient: [redacted]"] {
        assert!(known.contains(part) && !known.contains("ada"), "{part} in {known}");
    }
    assert!(format!("{:?}", self::event("carrier_pigeon", "sent", json!({}))).contains("carrier_pigeon"));
}

#[test]
fn every_refusal_has_a_hint_with_the_usual_cause() {
    for (fault, part) in [
        (WebhookFault::NoKey, "`WebhookSigningKey`"),
        (WebhookFault::MissingHeader("X-CIO-Signature"), "proxy"),
        (WebhookFault::RepeatedHeader("X-CIO-Signature"), "proxy"),
        (WebhookFault::MalformedTimestamp, "as it arrived"),
        (WebhookFault::MalformedSignature, "as it arrived"),
        (WebhookFault::BodyTooLong, "Body Content"),
        (WebhookFault::Signature, "parsed and written again"),
        (WebhookFault::Stale, "clock"),
        (WebhookFault::NotAnEvent("it is not JSON"), "answer 200"),
    ] {
        assert!(fault.hint().contains(part), "{fault:?}: {}", fault.hint());
    }
    assert_eq!(WebhookFault::BodyTooLong.to_string(), "the body is longer than 8 MiB");
}
