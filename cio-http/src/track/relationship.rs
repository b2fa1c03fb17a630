//! `Relationship`: a person belongs to an object, with attributes.

use super::attribute_methods::attribute_methods;
use super::identifiers::{Identifiers, PersonId};
use crate::wire::{InvalidInput, Limits, Object, Writer};

/// One end of a relationship between a person and an object, with its attributes.
///
/// A [`PersonId`](super::PersonId) or an [`ObjectId`](super::ObjectId) alone is a relationship without attributes.
/// `null` or an empty string removes an attribute; those not named stay.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::track::{Identify, ObjectId, Relationship};
///
/// let acme = Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
/// let identify = Identify::new("42").add_relationship(acme).add_relationship(ObjectId::new(1, "globex"));
/// # let _ = identify;
/// ```
#[derive(Clone, Debug)]
pub struct Relationship<T> {
    to: T,
    attributes: Object,
}

impl<T: Identifiers> Relationship<T> {
    /// Without attributes.
    #[must_use]
    pub fn new(to: T) -> Self {
        Self { to, attributes: Object::limited("relationship attribute", Limits::OBJECT) }
    }

    attribute_methods!("relationship");

    pub(super) fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        Writer::write(text, |relationship| {
            relationship.with("identifiers", |text| self.to.write("person", text))?;
            relationship.object("relationship_attributes", &self.attributes)?;
            Ok(())
        })
    }
}

impl Relationship<PersonId> {
    /// As [`write`](Self::write), where the API takes no phone number.
    pub(super) fn write_person(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.to.but_no_phone("person")?;
        self.write(text)
    }
}

impl<T: Identifiers> From<T> for Relationship<T> {
    fn from(to: T) -> Self {
        Self::new(to)
    }
}

#[cfg(test)]
mod tests {
    use super::Relationship;
    use crate::track::identifiers::{ObjectId, PersonId};

    #[test]
    fn attributes_are_written_beside_the_identifiers() {
        let mut text = Vec::new();
        let acme = ObjectId::new(1, "acme");
        Relationship::new(acme).attribute("role", "admin").write(&mut text).unwrap();
        assert_eq!(
            text,
            br#"{"identifiers":{"object_type_id":"1","object_id":"acme"},"relationship_attributes":{"role":"admin"}}"#
        );
    }

    #[test]
    fn attributes_have_the_limits_of_an_objects() {
        let long = Relationship::new(ObjectId::new(1, "acme")).attribute("role", "x".repeat(1001));
        let fault = long.write(&mut Vec::new()).unwrap_err();
        assert_eq!(fault.to_string(), "relationship attribute has a value longer than 1000 bytes");
    }

    #[test]
    fn a_relationship_by_phone_is_refused() {
        let fault = Relationship::new(PersonId::phone("+14155552671")).write_person(&mut Vec::new());
        let reason = "person is a phone number, and must be an ID or an e-mail address";
        assert_eq!(fault.unwrap_err().to_string(), reason);
    }
}
