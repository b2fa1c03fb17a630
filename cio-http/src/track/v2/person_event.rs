//! `PersonEvent`: something a person did.

use super::attributes::{Attributes, FromFields, OneByOne};
use super::entities::write_entity;
use crate::batch::Item;
use crate::track::event_body::{EventId, event_name};
use crate::track::identifiers::PersonId;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{InvalidInput, UnixTime};
use serde::Serialize;
use std::fmt;

/// Something a person did, or a page or screen that they looked at.
///
/// Each has an ID, made once, by which the service drops a second copy.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::v2::PersonEvent;
///
/// let event = PersonEvent::new("42", "purchase").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ").attribute("price", 3);
/// assert_eq!(
///     event.request()?.body(),
///     concat!(
///         r#"{"type":"person","action":"event","identifiers":{"id":"42"},"name":"purchase","#,
///         r#""id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ","attributes":{"price":3}}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct PersonEvent<A = OneByOne> {
    person: PersonId,
    action: &'static str,
    name: String,
    id: EventId,
    timestamp: Option<UnixTime>,
    attributes: A,
}

impl PersonEvent {
    /// An event without attributes, that happens when it arrives.
    #[must_use]
    pub fn new(person: impl Into<PersonId>, name: impl Into<String>) -> Self {
        Self {
            person: person.into(),
            action: "event",
            name: name.into(),
            id: EventId::new(),
            timestamp: None,
            attributes: OneByOne::new(),
        }
    }

    /// A page that a person looked at; its name is usually its URL.
    #[must_use]
    pub fn page(person: impl Into<PersonId>, name: impl Into<String>) -> Self {
        Self { action: "page", ..Self::new(person, name) }
    }

    /// A screen of an app that a person looked at.
    #[must_use]
    pub fn screen(person: impl Into<PersonId>, name: impl Into<String>) -> Self {
        Self { action: "screen", ..Self::new(person, name) }
    }

    /// Sets one attribute of the event; the last value counts.
    #[must_use]
    pub fn attribute(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.attributes.0.set(name.as_ref(), &value);
        self
    }
}

impl<A> PersonEvent<A> {
    /// Takes the fields of a struct, or the entries of a map, for its attributes, in place of those set before.
    ///
    /// They are written once, straight into the body: the way for many events.
    #[must_use]
    pub fn attributes<T: Serialize + Sync>(self, fields: T) -> PersonEvent<FromFields<T>> {
        let Self { person, action, name, id, timestamp, attributes: _ } = self;
        PersonEvent { person, action, name, id, timestamp, attributes: FromFields(fields) }
    }

    /// When it happened, from a `SystemTime` or seconds since 1970; without, when it arrives.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.timestamp = Some(time.into());
        self
    }

    /// The event's ID, for one that was made before and stored; a ULID, or it is refused when sent.
    #[must_use]
    pub fn event_id(mut self, id: impl Into<String>) -> Self {
        self.id = EventId::stored(id);
        self
    }

    /// The ULID by which the service drops a second copy.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl<A: Attributes> Item for PersonEvent<A> {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_entity(text, "person", self.action, &self.person, |event| {
            event.text("name", event_name(&self.name)?);
            event.plain("id", self.id.checked()?);
            event.time("timestamp", self.timestamp)?;
            if !self.attributes.is_empty() {
                event.with("attributes", |text| self.attributes.write(text))?;
            }
            Ok(())
        })
    }
}

operation!(PersonEvent<A: Attributes>, "track.v2.person_event", DedupedById);

impl<A: fmt::Debug> fmt::Debug for PersonEvent<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonEvent")
            .field("person", &self.person)
            .field("action", &self.action)
            .field("event_id", &self.id)
            .field("timestamp", &self.timestamp.is_some())
            .field("attributes", &self.attributes)
            .finish_non_exhaustive()
    }
}
