//! The reporting webhook that the service would post about a message, without its signature.

use crate::sandbox::effect::Sent;
use serde_json::{Map, Value, json};
use ulid::Ulid;

/// Its body. Source: <https://docs.customer.io/files/journeys-webhooks.json>, read 2026-08-13.
pub(super) fn body(sent: &Sent, metric: &str, timestamp: u64) -> Value {
    json!({
        "metric": metric,
        "event_id": Ulid::generate().to_string(),
        "object_type": sent.kind,
        "timestamp": timestamp,
        "data": data(sent, metric),
    })
}

fn data(sent: &Sent, metric: &str) -> Map<String, Value> {
    let failed = matches!(metric, "attempted" | "bounced" | "dropped" | "failed" | "undeliverable");
    let clicked = metric == "clicked";
    let member = |name: &str, value: Option<Value>| Some((name.to_owned(), value?));
    let of_request = |name: &str| member(name, sent.request.get(name).cloned());
    [
        member("delivery_id", Some(json!(sent.delivery_id))),
        member("identifiers", Some(json!(sent.identifiers))),
        member("customer_id", sent.identifiers.get("id").cloned()),
        member("recipient", sent.to.as_ref().map(|to| json!(to))),
        of_request("transactional_message_id"),
        of_request("subject"),
        member("failure_message", failed.then(|| json!("the sandbox was asked for this failure"))),
        member("href", clicked.then(|| json!("https://example.com/"))),
        member("link_id", clicked.then(|| json!(1))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
