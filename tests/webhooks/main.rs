//! Webhooks from the sandbox to the event that a service reads, and everything that may arrive in their place.

use bytes::Bytes;
use cio_config::{AppApiKey, AppCredentials, Region, WebhookSigningKey};
use cio_http::app::{SendEmail, SendInApp, SendInboxMessage, SendPush, SendSms, SendWhatsapp};
use cio_http::blocking::Client;
use cio_http::sandbox::Sandbox;
use cio_http::webhook::{self, Event, Headers, Kind, SIGNATURE, TIMESTAMP, WebhookFault};
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::Duration;

const TOLERANCE: Duration = Duration::from_secs(300);

/// The metrics that at least one kind of message has.
const METRICS: [&str; 15] = [
    "drafted",
    "attempted",
    "sent",
    "delivered",
    "deferred",
    "opened",
    "clicked",
    "converted",
    "unsubscribed",
    "bounced",
    "dropped",
    "spammed",
    "failed",
    "undeliverable",
    "replied",
];

static SANDBOX: LazyLock<Sandbox> = LazyLock::new(|| Sandbox::start().unwrap());

fn key(region: Region) -> WebhookSigningKey {
    WebhookSigningKey::new(SANDBOX.credentials(region).webhook_signing_key()).unwrap()
}

/// One message of each kind, sent to 42 in a region.
fn send_one_of_each(region: Region) {
    let key = AppApiKey::new(SANDBOX.credentials(region).app_api_key()).unwrap();
    let cio = Client::builder(AppCredentials::new(key, region)).sandbox(&*SANDBOX).build().unwrap();
    cio.send(&SendEmail::template(1).to("ada@example.com").id("42")).unwrap();
    cio.send(&SendPush::template(2).id("42")).unwrap();
    cio.send(&SendSms::template(3).to("+15550100").id("42")).unwrap();
    cio.send(&SendWhatsapp::template(4).to("+15550100").id("42")).unwrap();
    cio.send(&SendInApp::template(5).id("42")).unwrap();
    cio.send(&SendInboxMessage::template(6).id("42")).unwrap();
}

/// The channel and metric of each kind.
fn shown(kind: Kind) -> String {
    format!("{kind:?}").to_lowercase().replace(['(', ')'], " ")
}

#[test]
fn every_webhook_that_the_sandbox_makes_reads_back_typed() {
    send_one_of_each(Region::Us);
    send_one_of_each(Region::Eu);
    let keys = [key(Region::Us), key(Region::Eu)];
    let sent = SANDBOX.sent();
    assert_eq!(sent.len(), 12);
    let mut known = 0;
    for message in &sent {
        for metric in METRICS {
            let posted = SANDBOX.webhook(message, metric);
            let event = webhook::read(&keys, &posted.headers(), &posted.body, TOLERANCE).unwrap();
            assert_eq!((&*event.object_type, &*event.metric), (message.kind, metric));
            assert_eq!(event.data.delivery_id.as_ref(), Some(&message.delivery_id));
            assert_eq!(event.data.recipient, message.to);
            assert_eq!(event.data.identifiers.clone().unwrap().id.as_deref(), Some("42"));
            assert_eq!(event.data.href.is_some(), metric == "clicked");
            let failed = ["attempted", "bounced", "dropped", "failed", "undeliverable"].contains(&metric);
            assert_eq!(event.data.failure_message.is_some(), failed, "{metric}");
            if event.kind != Kind::Unknown {
                known += 1;
                // Only of an e-mail is it a metric of the message; of another it is the person who unsubscribed.
                let of_person = metric == "unsubscribed" && message.kind != "email";
                let channel = if of_person { "customer" } else { message.kind };
                let expected = format!("{} {metric} ", channel.replace('_', ""));
                assert_eq!(shown(event.kind), expected);
            }
            let raw: Value = serde_json::from_str(&posted.body).unwrap();
            assert_eq!(Value::Object(event.raw), raw);
            let other = [key(if message.region == Region::Us { Region::Eu } else { Region::Us })];
            let refused = webhook::read(&other, &posted.headers(), &posted.body, TOLERANCE);
            assert_eq!(refused, Err(WebhookFault::Signature));
        }
    }
    // In each region: 14 of e-mail, 11 of push, 10 of SMS, 12 of WhatsApp, 8 of in-app and 5 of the person; no document has
    // an event of an inbox message.
    assert_eq!(known, 2 * (14 + 11 + 10 + 12 + 8 + 5));
}

#[test]
fn a_body_that_a_framework_parsed_and_wrote_again_is_refused_with_the_cause() {
    let body = r#"{"event_id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ", "timestamp": 1613063089}"#;
    let signature = SANDBOX.sign_webhook(Region::Us, 1_613_063_089, body);
    let headers = Headers::new("1613063089", &signature);
    let read = |body: &[u8]| webhook::read([&key(Region::Us)], headers, body, Duration::MAX);
    assert_eq!(read(body.as_bytes()).unwrap().kind, Kind::Unknown);
    let value: Value = serde_json::from_str(body).unwrap();
    for written_again in [value.to_string(), format!("{value:#}"), format!("{body}\n"), body.replace(' ', "")]
    {
        let fault = read(written_again.as_bytes()).unwrap_err();
        assert_eq!(fault, WebhookFault::Signature);
        assert!(fault.hint().contains("parsed and written again"), "{}", fault.hint());
    }
}

/// JSON of any shape, and with the members of an event at any place.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("event_id"),
        Just("timestamp"),
        Just("object_type"),
        Just("metric"),
        Just("data"),
        Just("identifiers"),
        Just("id"),
        Just("delivery_id"),
        Just("recipients"),
        Just("headers"),
        Just("campaign_id"),
        Just("link_id"),
        Just("recipient"),
        Just("unknown"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!("email")),
        Just(json!("bounced")),
        Just(json!("ada@example.com")),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 8, move |inner| {
        let members = prop::collection::vec((name.clone(), inner.clone()), 0..10);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            members.prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

fn signed(body: &[u8]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let signature = SANDBOX.sign_webhook(Region::Us, 7, body);
    headers.insert(TIMESTAMP, HeaderValue::from_static("7"));
    headers.insert(SIGNATURE, signature.parse().unwrap());
    headers
}

/// A byte that a header can carry, so that only those are tried.
fn header_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![Just(b'\t'), 32_u8..=126, 128_u8..=255], 0..80)
}

proptest! {
    #[test]
    fn a_signed_body_of_any_shape_is_an_event_or_refused_and_nothing_is_lost(value in any_json()) {
        let body = Bytes::from(value.to_string());
        match webhook::read([&key(Region::Us)], &signed(&body), &body, Duration::MAX) {
            Ok(event) => {
                // As parsed again, since a float may be rounded on its way through text.
                prop_assert_eq!(Value::Object(event.raw), serde_json::from_slice::<Value>(&body).unwrap());
            }
            Err(fault) => prop_assert!(matches!(fault, WebhookFault::NotAnEvent(_)), "{:?}", fault),
        }
    }

    #[test]
    fn an_event_with_any_data_is_read_and_its_debug_shows_none_of_it(data in any_json(), text in "[A-Z]{8,20}@[a-z]{3}") {
        let marked = json!({ "recipient": text, "identifiers": { "email": text }, "headers": { &*text: [text] }, "x": data });
        for data in [data, marked] {
            let body = json!({ "event_id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ", "timestamp": 1, "metric": text, "data": data });
            let event = Event::parse(body.to_string()).unwrap();
            let shown = format!("{event:?}{event:#?}");
            prop_assert!(!shown.contains(&*text));
        }
    }

    #[test]
    fn mangled_bytes_are_refused_whatever_the_place(
        body in any_json(),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..=255,
        cut in any::<bool>(),
    ) {
        let body = body.to_string().into_bytes();
        let headers = signed(&body);
        let mut mangled = body;
        let at = at.index(mangled.len());
        if cut { mangled.truncate(at) } else { mangled[at] ^= flip }
        let refused = webhook::read([&key(Region::Us)], &headers, &mangled, Duration::MAX);
        prop_assert_eq!(refused, Err(WebhookFault::Signature));
        // The parser alone takes what a signer might send.
        let _ = Event::parse(&mangled);
    }

    #[test]
    fn headers_of_any_bytes_are_refused(
        timestamps in prop::collection::vec(header_bytes(), 0..3),
        signatures in prop::collection::vec(header_bytes(), 0..3),
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut headers = HeaderMap::new();
        for (name, values) in [(TIMESTAMP, &timestamps), (SIGNATURE, &signatures)] {
            for value in values {
                headers.append(name, HeaderValue::from_bytes(value).unwrap());
            }
        }
        let fault = webhook::read([&key(Region::Us)], &headers, &body, Duration::MAX).unwrap_err();
        prop_assert_ne!(fault, WebhookFault::Stale);
        let _ = Event::parse(&body);
        if let ([timestamp], [signature]) = (&*timestamps, &*signatures) {
            let same = webhook::read([&key(Region::Us)], Headers::new(timestamp, signature), &body, Duration::MAX);
            prop_assert_eq!(same, Err(fault));
        }
    }
}
