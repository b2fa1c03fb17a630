//! `TrackAnonymous`: an event of a person who is not known yet.

use super::event_body::{EventBody, EventId, event_methods};
use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier, InvalidInput, Path, UnixTime, Writer};
use http::Method;
use serde::Serialize;
use std::fmt;

/// An event of a person who is not known yet.
///
/// It goes to the person who is identified with the same `anonymous_id` within 30 days, and triggers campaigns within
/// 72 hours. An [`invite`](Self::invite) has no such ID, and says where its message goes.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::TrackAnonymous;
///
/// let event = TrackAnonymous::new("visitor-7", "watched").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
/// assert_eq!(
///     event.request()?.body(),
///     r#"{"name":"watched","anonymous_id":"visitor-7","id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct TrackAnonymous {
    subject: EventActor,
    kind: Option<&'static str>,
    body: EventBody,
}

#[derive(Clone)]
enum EventActor {
    Visitor(Identifier),
    Recipient(String),
}

impl TrackAnonymous {
    /// An event of a visitor with this anonymous ID.
    #[must_use]
    pub fn new(anonymous_id: impl Into<Identifier>, name: impl Into<String>) -> Self {
        Self { subject: EventActor::Visitor(anonymous_id.into()), kind: None, body: EventBody::new(name) }
    }

    /// A page that a visitor looked at; its name is usually its URL.
    #[must_use]
    pub fn page(anonymous_id: impl Into<Identifier>, name: impl Into<String>) -> Self {
        Self { kind: Some("page"), ..Self::new(anonymous_id, name) }
    }

    /// A screen of an app that a visitor looked at.
    #[must_use]
    pub fn screen(anonymous_id: impl Into<Identifier>, name: impl Into<String>) -> Self {
        Self { kind: Some("screen"), ..Self::new(anonymous_id, name) }
    }

    /// An invitation: a message to an address that belongs to no person yet.
    #[must_use]
    pub fn invite(recipient: impl Into<String>, name: impl Into<String>) -> Self {
        Self { subject: EventActor::Recipient(recipient.into()), kind: None, body: EventBody::new(name) }
    }

    event_methods!();

    fn first_members(&self, body: &mut Writer<'_>) -> Result<(), InvalidInput> {
        if let Some(kind) = self.kind {
            body.text("type", kind);
        }
        if let EventActor::Visitor(anonymous_id) = &self.subject {
            body.text("anonymous_id", anonymous_id.checked("anonymous_id")?);
        }
        Ok(())
    }
}

operation!(TrackAnonymous, TrackApi, "track.anonymous_event", "POST /api/v1/events", DedupedById, |event| {
    let body = match &event.subject {
        EventActor::Visitor(_) => event.body.to_bytes(|body| event.first_members(body))?,
        EventActor::Recipient(recipient) => {
            let mut body = event.body.clone();
            body.data.set("recipient", wire::not_blank("recipient", recipient)?);
            body.to_bytes(|body| event.first_members(body))?
        }
    };
    wire::request(Method::POST, Path::new("/api/v1/events"), body)
});

impl fmt::Debug for TrackAnonymous {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.fmt(f.debug_struct("TrackAnonymous").field("kind", &self.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::TrackAnonymous;
    use crate::operation::Operation;

    const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

    #[test]
    fn each_kind_has_its_body() {
        for (event, expected) in [
            (
                TrackAnonymous::page("v", "https://example.com"),
                r#"{"name":"https://example.com","type":"page","anonymous_id":"v","id":"$"}"#,
            ),
            (
                TrackAnonymous::screen("v", "Home"),
                r#"{"name":"Home","type":"screen","anonymous_id":"v","id":"$"}"#,
            ),
            (
                TrackAnonymous::invite("ada@example.com", "invited").data("by", "Bob"),
                r#"{"name":"invited","id":"$","data":{"by":"Bob","recipient":"ada@example.com"}}"#,
            ),
        ] {
            let request = event.event_id(ID).request().unwrap();
            assert_eq!(request.uri(), "/api/v1/events");
            assert_eq!(*request.body(), expected.replace('$', ID));
        }
    }

    #[test]
    fn without_a_visitor_or_an_address_it_is_refused() {
        for (event, reason) in [
            (TrackAnonymous::new("", "watched"), "anonymous_id is empty"),
            (TrackAnonymous::invite("", "invited"), "recipient is empty"),
        ] {
            assert_eq!(event.request().unwrap_err().to_string(), reason);
        }
    }
}
