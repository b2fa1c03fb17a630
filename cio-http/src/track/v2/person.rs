//! `IdentifyPerson`: creates a person, or updates their attributes.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::attribute_methods::person_methods;
use crate::track::identifiers::{ObjectId, PersonId};
use crate::track::relationship::Relationship;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{self, InvalidInput, Limits, Object, UnixTime};
use std::fmt;

/// Creates a person, or sets some of their attributes; those not named stay.
///
/// There are at most 300 attributes, with names of 150 bytes and values of 1000.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::PersonId;
/// use cio_http::track::v2::IdentifyPerson;
///
/// let identify = IdentifyPerson::new(PersonId::phone("+14155552671")).attribute("plan", "pro");
/// assert_eq!(
///     identify.request()?.body(),
///     r#"{"type":"person","action":"identify","identifiers":{"phone":"+14155552671"},"attributes":{"plan":"pro"}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct IdentifyPerson {
    person: PersonId,
    attributes: Object,
    timestamp: Option<UnixTime>,
    relationships: Vec<Relationship<ObjectId>>,
}

impl IdentifyPerson {
    /// Starts with no attribute.
    #[must_use]
    pub fn new(person: impl Into<PersonId>) -> Self {
        Self {
            person: person.into(),
            attributes: Object::limited("attribute", Limits::PERSON),
            timestamp: None,
            relationships: Vec::new(),
        }
    }

    /// When these attributes changed, from a `SystemTime` or seconds since 1970: of two changes the later counts,
    /// whichever arrives first.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.timestamp = Some(time.into());
        self
    }

    person_methods!();

    /// Relates the person to an object.
    #[must_use]
    pub fn add_relationship(mut self, to: impl Into<Relationship<ObjectId>>) -> Self {
        self.relationships.push(to.into());
        self
    }
}

impl Item for IdentifyPerson {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_entity(text, "person", "identify", &self.person, |identify| {
            identify.time("timestamp", self.timestamp)?;
            identify.object("attributes", &self.attributes)?;
            if !self.relationships.is_empty() {
                identify.with("cio_relationships", |text| {
                    wire::list(text, &self.relationships, Relationship::write)
                })?;
            }
            Ok(())
        })
    }
}

operation!(IdentifyPerson, "track.v2.identify_person", Safe);

impl fmt::Debug for IdentifyPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentifyPerson")
            .field("person", &self.person)
            .field("attributes", &self.attributes)
            .field("timestamp", &self.timestamp.is_some())
            .field("relationships", &format_args!("{} set", self.relationships.len()))
            .finish()
    }
}
