//! Identifiers of people, objects and visitors, where the API wants exactly one of several kinds.

use crate::wire::{IdType, Identifier, InvalidInput, Writer, numbered};
use std::fmt;

/// A person, named in exactly one way.
///
/// A string or a number alone is your own ID of the person.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::track::{MergePeople, PersonId};
///
/// let merge = MergePeople::new("42", PersonId::email("ada@example.com"));
/// assert_eq!(format!("{:?}", PersonId::email("ada@example.com")), "PersonId { email: [redacted] }");
/// # let _ = merge;
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonId {
    kind: IdType,
    value: Identifier,
}

/// An object: a company, a course, whatever else people belong to.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{Identify, ObjectId};
///
/// let identify = Identify::new("42").add_relationship(ObjectId::new(1, "acme"));
/// assert_eq!(
///     identify.request()?.body(),
///     concat!(
///         r#"{"cio_relationships":{"action":"add_relationships","relationships":["#,
///         r#"{"identifiers":{"object_type_id":"1","object_id":"acme"}}]}}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ObjectId(ObjectName);

#[derive(Clone, PartialEq, Eq, Hash)]
enum ObjectName {
    Own { object_type_id: u64, object_id: Identifier },
    Cio(Identifier),
}

/// A visitor who is not identified yet, by the ID that your program gave them.
///
/// ```
/// use cio_http::track::{AnonymousId, Relationship};
///
/// let visitor = Relationship::new(AnonymousId::new("visitor-7")).attribute("role", "guest");
/// assert_eq!(format!("{visitor:?}"), "Relationship { to: AnonymousId([redacted]), attributes: 1 set }");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AnonymousId(Identifier);

/// Exactly one identifier of a thing: [`PersonId`], [`ObjectId`], [`AnonymousId`].
///
/// ```
/// fn is_a_name<T: cio_http::track::Identifiers>() {}
/// is_a_name::<cio_http::track::ObjectId>();
/// ```
pub trait Identifiers: sealed::Write {}

pub(super) mod sealed {
    use crate::wire::InvalidInput;

    pub trait Write: std::fmt::Debug {
        /// Writes the object that the API calls `identifiers`; `input` names it in an error.
        fn write(&self, input: &'static str, text: &mut Vec<u8>) -> Result<(), InvalidInput>;
    }
}

impl PersonId {
    /// By your own ID; a string or a number alone does as well.
    #[must_use]
    pub fn id(id: impl Into<Identifier>) -> Self {
        Self { kind: IdType::Id, value: id.into() }
    }

    /// By e-mail address, if the workspace identifies people by it.
    #[must_use]
    pub fn email(email: impl Into<Identifier>) -> Self {
        Self { kind: IdType::Email, value: email.into() }
    }

    /// By phone number in E.164, `+14155552671`, if the workspace identifies people by it.
    ///
    /// Neither a merge nor a relationship takes one; with a number it is refused when sent.
    #[must_use]
    pub fn phone(phone: impl Into<Identifier>) -> Self {
        Self { kind: IdType::Phone, value: phone.into() }
    }

    /// By Customer.io's own ID, without the `cio_` that a path has before it.
    #[must_use]
    pub fn cio_id(cio_id: impl Into<Identifier>) -> Self {
        Self { kind: IdType::CioId, value: cio_id.into() }
    }

    /// Which kind it is, and the value.
    pub(crate) fn into_parts(self) -> (IdType, Identifier) {
        (self.kind, self.value)
    }

    /// Refuses a phone number, where the API takes none.
    pub(super) fn but_no_phone(&self, input: &'static str) -> Result<&Self, InvalidInput> {
        match self.kind {
            IdType::Phone => {
                Err(InvalidInput::new(input, "is a phone number, and must be an ID or an e-mail address"))
            }
            IdType::Id | IdType::Email | IdType::CioId => Ok(self),
        }
    }

    /// An ID has its own limit; an e-mail address has that of any attribute.
    fn checked(&self, input: &'static str) -> Result<&str, InvalidInput> {
        let text = self.value.as_str();
        match self.kind {
            IdType::Id | IdType::CioId => self.value.checked(input),
            IdType::Email => self.value.checked_as_person(input),
            IdType::Phone if is_e164(text) => Ok(text),
            IdType::Phone => {
                Err(InvalidInput::new(input, "is not a phone number: expected `+` and 2 to 15 digits"))
            }
        }
    }
}

/// A plus, and up to 15 digits, the first of which is not zero.
fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

impl ObjectId {
    /// By the number of its type, from 1, and your own ID.
    #[must_use]
    pub fn new(object_type_id: u64, object_id: impl Into<Identifier>) -> Self {
        Self(ObjectName::Own { object_type_id, object_id: object_id.into() })
    }

    /// By Customer.io's own ID, for an object that is there already.
    #[must_use]
    pub fn cio_object_id(cio_object_id: impl Into<Identifier>) -> Self {
        Self(ObjectName::Cio(cio_object_id.into()))
    }
}

impl AnonymousId {
    /// By the ID that your program gave.
    #[must_use]
    pub fn new(anonymous_id: impl Into<Identifier>) -> Self {
        Self(anonymous_id.into())
    }

    pub(crate) fn into_identifier(self) -> Identifier {
        self.0
    }
}

impl Identifiers for PersonId {}
impl Identifiers for ObjectId {}
impl Identifiers for AnonymousId {}

impl sealed::Write for PersonId {
    fn write(&self, input: &'static str, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        Writer::write(text, |identifiers| {
            identifiers.text(self.kind.as_str(), self.checked(input)?);
            Ok(())
        })
    }
}

impl sealed::Write for ObjectId {
    fn write(&self, _: &'static str, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        Writer::write(text, |identifiers| {
            match &self.0 {
                ObjectName::Own { object_type_id, object_id } => {
                    let object_type_id = numbered("object_type_id", "types", *object_type_id)?;
                    // The API expects this number as a string.
                    identifiers.text("object_type_id", &object_type_id.to_string());
                    identifiers.text("object_id", object_id.checked("object_id")?);
                }
                ObjectName::Cio(id) => identifiers.text("cio_object_id", id.checked("cio_object_id")?),
            }
            Ok(())
        })
    }
}

impl sealed::Write for AnonymousId {
    fn write(&self, _: &'static str, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        Writer::write(text, |identifiers| {
            identifiers.text("anonymous_id", self.0.checked("anonymous_id")?);
            Ok(())
        })
    }
}

impl<T: Into<Identifier>> From<T> for PersonId {
    fn from(id: T) -> Self {
        Self::id(id)
    }
}

/// As the first version of the Track API names a person in a path, and a [`User`](crate::pipelines::User) its user.
///
/// ```
/// use cio_http::track::PersonId;
/// use cio_http::wire::Identifier;
///
/// assert_eq!(Identifier::try_from(PersonId::cio_id("03000001"))?.as_str(), "cio_03000001");
/// assert!(Identifier::try_from(PersonId::phone("+14155552671")).is_err());
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
impl TryFrom<PersonId> for Identifier {
    type Error = InvalidInput;

    /// # Errors
    /// [`InvalidInput`] for a phone number: a path takes none.
    fn try_from(person: PersonId) -> Result<Self, InvalidInput> {
        person.but_no_phone("person")?;
        Ok(match person.kind {
            IdType::CioId => Self::cio_id(person.value.as_str()),
            _ => person.value,
        })
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonId {{ {}: [redacted] }}", self.kind.as_str())
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ObjectId([redacted])")
    }
}

impl fmt::Debug for AnonymousId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnonymousId([redacted])")
    }
}

#[cfg(test)]
mod tests;
