//! `TrackEvent`: something a person did.

use super::event_body::{EventBody, EventId, event_methods};
use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier, UnixTime};
use http::Method;
use serde::Serialize;
use std::fmt;

/// Something a person did.
///
/// Each event has an ID, made once, by which the service drops a second copy: sending the same value again, or a
/// retry after a timeout, counts once. For how long is not documented. A name has at most 100 bytes, the data at most
/// 100,000.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::TrackEvent;
///
/// let event = TrackEvent::new("42", "purchase").data("amount", 1);
/// let body = event.request()?.into_body();
/// assert_eq!(body, format!(r#"{{"name":"purchase","id":"{}","data":{{"amount":1}}}}"#, event.id()));
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct TrackEvent {
    identifier: Identifier,
    body: EventBody,
}

impl TrackEvent {
    /// An event without data, that happens when it arrives.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>, name: impl Into<String>) -> Self {
        Self { identifier: identifier.into(), body: EventBody::new(name) }
    }

    event_methods!();

    /// Where the messages go that the event triggers, in place of the person's own address.
    #[must_use]
    pub fn recipient(self, address: impl AsRef<str>) -> Self {
        self.data("recipient", address.as_ref())
    }

    /// The sender of the messages that the event triggers.
    #[must_use]
    pub fn from_address(self, address: impl AsRef<str>) -> Self {
        self.data("from_address", address.as_ref())
    }

    /// Where answers go to the messages that the event triggers.
    #[must_use]
    pub fn reply_to(self, address: impl AsRef<str>) -> Self {
        self.data("reply_to", address.as_ref())
    }
}

operation!(
    TrackEvent,
    TrackApi,
    "track.event",
    "POST /api/v1/customers/{identifier}/events",
    DedupedById,
    |event| {
        let path = crate::track::path::person_path(&event.identifier)?.then("/events");
        wire::request(Method::POST, path, event.body.to_bytes(|_| Ok(()))?)
    }
);

impl fmt::Debug for TrackEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.fmt(f.debug_struct("TrackEvent").field("identifier", &self.identifier))
    }
}

#[cfg(test)]
mod tests {
    use super::TrackEvent;
    use crate::operation::Operation;

    #[test]
    fn every_request_of_one_event_carries_the_same_id() {
        let event = TrackEvent::new("42", "purchase");
        assert_eq!(event.request().unwrap().body(), event.request().unwrap().body());
        assert_ne!(event.id(), TrackEvent::new("42", "purchase").id());
        assert_eq!(event.id().len(), 26);
    }

    #[test]
    fn a_stored_id_is_sent_as_it_was_stored() {
        let event = TrackEvent::new("42", "purchase").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
        assert_eq!(
            event.request().unwrap().body(),
            r#"{"name":"purchase","id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#
        );
    }

    #[test]
    fn time_and_data_are_sent_where_they_are_set() {
        let event = TrackEvent::new(42, "purchase").timestamp(1_700_000_000).data("items", ["a", "b"]);
        let event =
            event.recipient("ada@example.com").from_address("b@example.com").reply_to("c@example.com");
        let id = event.id().to_owned();
        let request = event.request().unwrap();
        assert_eq!(request.uri().path(), "/api/v1/customers/42/events");
        let data = r#"{"items":["a","b"],"recipient":"ada@example.com","from_address":"b@example.com","reply_to":"c@example.com"}"#;
        assert_eq!(
            *request.body(),
            format!(r#"{{"name":"purchase","id":"{id}","timestamp":1700000000,"data":{data}}}"#)
        );
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_refused_by_name() {
        for (event, reason) in [
            (TrackEvent::new("", "purchase"), "identifier is empty"),
            (TrackEvent::new("42", ""), "event name is empty"),
            (
                TrackEvent::new("42", "purchase").event_id("ada"),
                "event_id is not a ULID (26 letters and digits of Crockford's base32): `track::event_id_from` makes one from a key of yours",
            ),
            (
                TrackEvent::new("42", "purchase").data("amount", f64::INFINITY),
                "data has a number that is NaN or infinite, which JSON cannot represent",
            ),
            (TrackEvent::new("42", "purchase").data_from("text"), "data is neither a struct nor a map"),
            (
                TrackEvent::new("42", "purchase").timestamp(1_700_000_000_000_u64),
                "timestamp is in milliseconds: divide by 1000 to get seconds",
            ),
        ] {
            assert_eq!(event.request().unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn debug_shows_the_event_id_and_no_other_value() {
        let event = TrackEvent::new("ada@example.com", "private").data("amount", 1);
        let shown = format!("{event:?}");
        assert!(
            shown.contains(event.id()) && !shown.contains("ada") && !shown.contains("private"),
            "{shown}"
        );
    }
}
