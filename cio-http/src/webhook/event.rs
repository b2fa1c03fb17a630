//! An event, read from the body of a webhook.

use super::data::{Data, Member};
use super::fault::{MAX_BODY, WebhookFault};
use super::kind::Kind;
use serde_json::{Map, Value};
use std::fmt;
use ulid::Ulid;

/// An event of a reporting webhook.
///
/// Needs the feature `webhook`.
///
/// `Debug` shows the kind, the time, an `event_id` that is a ULID, and the names of the members of `data`; never a value of
/// `data`, which is a customer's.
///
/// ```
/// use cio_http::webhook::{EmailMetric, Event, Kind};
///
/// let event = Event::parse(
///     r#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ","object_type":"email","metric":"bounced","timestamp":1613063089,
///         "data":{"identifiers":{"id":"42"},"delivery_id":"d1","failure_message":"no such mailbox"}}"#,
/// )?;
/// assert_eq!(event.kind, Kind::Email(EmailMetric::Bounced));
/// assert_eq!(event.data.identifiers.and_then(|person| person.id).as_deref(), Some("42"));
/// # Ok::<(), cio_http::webhook::WebhookFault>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The event, for as often as it may be delivered: remember it, and skip an event that was processed before.
    pub event_id: String,
    /// When it happened, in seconds since 1970.
    pub timestamp: u64,
    /// The kind of event.
    pub kind: Kind,
    /// The details.
    pub data: Data,
    /// The object as it is in the webhook: `email`, `customer` and so on; of a change of subscriptions, the channel that
    /// caused it. Empty if there is none.
    pub object_type: String,
    /// The metric as it is in the webhook; empty if there is none.
    pub metric: String,
    /// The whole body as it came, with every member that this version does not know.
    pub raw: Map<String, Value>,
}

impl Event {
    /// Reads a body that was [verified](super::verify) before, such as one from a queue. The signature is not checked here.
    ///
    /// # Errors
    /// [`WebhookFault::NotAnEvent`] if it is not a JSON object with an `event_id` and a `timestamp`;
    /// [`WebhookFault::BodyTooLong`].
    pub fn parse(body: impl AsRef<[u8]>) -> Result<Self, WebhookFault> {
        let body = body.as_ref();
        if body.len() > MAX_BODY {
            return Err(WebhookFault::BodyTooLong);
        }
        let raw: Value =
            serde_json::from_slice(body).map_err(|_| WebhookFault::NotAnEvent("it is not JSON"))?;
        let Value::Object(raw) = raw else {
            return Err(WebhookFault::NotAnEvent("it is not a JSON object"));
        };
        let text = |name| raw.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let event_id = text("event_id").ok_or(WebhookFault::NotAnEvent("it has no `event_id`"))?.to_owned();
        let timestamp = raw
            .get("timestamp")
            .and_then(Member::read)
            .ok_or(WebhookFault::NotAnEvent("it has no `timestamp` in seconds"))?;
        let data = Data::of(&raw);
        // The document spells it `object_type_type` for one event.
        let object_type =
            text("object_type").or_else(|| text("object_type_type")).unwrap_or_default().to_owned();
        let metric = text("metric").unwrap_or_default().to_owned();
        let kind = Kind::of(&object_type, &metric, data.delivery_id.is_some());
        Ok(Self { event_id, timestamp, kind, data, object_type, metric, raw })
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str, may: bool| if may { text.to_owned() } else { "[redacted]".to_owned() };
        f.debug_struct("Event")
            .field("event_id", &shown(&self.event_id, Ulid::from_string(&self.event_id).is_ok()))
            .field("timestamp", &self.timestamp)
            .field("kind", &self.kind)
            .field("object_type", &shown(&self.object_type, is_word(&self.object_type)))
            .field("metric", &shown(&self.metric, is_word(&self.metric)))
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

/// Whether it looks like the name of an object or a metric, which an unknown event is recognized by in a log.
fn is_word(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
