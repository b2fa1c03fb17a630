//! `TrackEvent`: something a person did.

use crate::wire::{self, Identifier, InvalidInput, Object, Path, UnixTime, Unreadable};
use crate::{Operation, Replay, Track};
use bytes::Bytes;
use http::Method;
use serde::Serialize;
use std::fmt;
use ulid::Ulid;

/// Something a person did.
///
/// Each event gets an ID when it is made, by which the service drops a second copy: sending the same value again, or a
/// retry after a timeout, counts once. For how long is not documented.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::TrackEvent;
///
/// let event = TrackEvent::new("42", "purchase").data("amount", 1);
/// let body = event.request()?.into_body();
/// assert_eq!(body, format!(r#"{{"name":"purchase","id":"{}","data":{{"amount":1}}}}"#, event.event_id()));
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct TrackEvent {
    identifier: Identifier,
    name: String,
    event_id: String,
    timestamp: Option<UnixTime>,
    data: Object,
}

impl TrackEvent {
    /// An event without data, that happens when it arrives.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>, name: impl Into<String>) -> Self {
        Self {
            identifier: identifier.into(),
            name: name.into(),
            event_id: Ulid::generate().to_string(),
            timestamp: None,
            data: Object::new("data"),
        }
    }

    /// Sets one entry of the event's data; the last value counts.
    #[must_use]
    pub fn data(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.data.set(name.as_ref(), &value);
        self
    }

    /// When it happened, from a `SystemTime` or seconds since 1970. An event older than 72 hours triggers no campaign.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.timestamp = Some(time.into());
        self
    }

    /// The ULID by which the service drops a second copy.
    #[must_use]
    pub fn event_id(&self) -> &str {
        &self.event_id
    }
}

impl Operation for TrackEvent {
    type Surface = Track;
    type Output = ();
    const NAME: &'static str = "track.event";
    const ROUTE: &'static str = "POST /api/v1/customers/{identifier}/events";
    const REPLAY: Replay = Replay::DedupedById;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        let identifier = self.identifier.checked("identifier")?;
        let path = Path::new("/api/v1/customers").segment("identifier", identifier)?.then("/events");
        let mut body = Object::new("event");
        body.set("name", wire::not_empty("event name", &self.name)?);
        body.set("id", &self.event_id);
        if let Some(time) = self.timestamp {
            body.set_time("timestamp", time);
        }
        if !self.data.is_empty() {
            body.set_object("data", &self.data);
        }
        wire::request(Method::POST, &path, body.to_bytes()?)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<(), Unreadable> {
        wire::empty(response)
    }
}

impl fmt::Debug for TrackEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrackEvent")
            .field("identifier", &self.identifier)
            .field("event_id", &self.event_id)
            .field("timestamp", &self.timestamp.is_some())
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::TrackEvent;
    use crate::Operation;

    #[test]
    fn every_request_of_one_event_carries_the_same_id() {
        let event = TrackEvent::new("42", "purchase");
        assert_eq!(event.request().unwrap().body(), event.request().unwrap().body());
        assert_ne!(event.event_id(), TrackEvent::new("42", "purchase").event_id());
        assert_eq!(event.event_id().len(), 26);
    }

    #[test]
    fn time_and_data_are_sent_where_they_are_set() {
        let event = TrackEvent::new(42, "purchase").timestamp(1_700_000_000).data("items", ["a", "b"]);
        let id = event.event_id().to_owned();
        let request = event.request().unwrap();
        assert_eq!(request.uri().path(), "/api/v1/customers/42/events");
        assert_eq!(
            *request.body(),
            format!(
                r#"{{"name":"purchase","id":"{id}","timestamp":1700000000,"data":{{"items":["a","b"]}}}}"#
            )
        );
    }

    #[test]
    fn what_cannot_be_sent_is_refused_by_name() {
        for (event, reason) in [
            (TrackEvent::new("", "purchase"), "identifier is empty"),
            (TrackEvent::new("42", ""), "event name is empty"),
            (
                TrackEvent::new("42", "purchase").data("amount", f64::INFINITY),
                "data holds a number that is NaN or infinite, which JSON cannot carry",
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
            shown.contains(event.event_id()) && !shown.contains("ada") && !shown.contains("private"),
            "{shown}"
        );
    }
}
