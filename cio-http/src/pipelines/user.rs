//! `User`: the person a call is about.

use crate::track::AnonymousId;
use crate::wire::{Identifier, InvalidInput, Writer};
use std::fmt;

/// The person a call is about: a known user, or an anonymous visitor.
///
/// A string or a number alone is your own ID of a known user. The documents name no limit; IDs have 1 to 150 bytes
/// where they end up, and e-mail addresses 1000.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{Screen, User};
///
/// let screen = Screen::new(User::anonymous("visitor-7"), "Prices").message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(screen.request()?.body(), r#"{"anonymousId":"visitor-7","name":"Prices","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct User {
    user_id: Option<Identifier>,
    anonymous_id: Option<Identifier>,
}

impl User {
    /// A known user.
    #[must_use]
    pub fn id(id: impl Into<Identifier>) -> Self {
        Self { user_id: Some(id.into()), anonymous_id: None }
    }

    /// A visitor, by the ID that your program gave them.
    #[must_use]
    pub fn anonymous(id: impl Into<Identifier>) -> Self {
        Self { user_id: None, anonymous_id: Some(id.into()) }
    }

    /// A known user with their former anonymous ID: events recorded under it become theirs.
    #[must_use]
    pub fn formerly_anonymous(mut self, id: impl Into<Identifier>) -> Self {
        self.anonymous_id = Some(id.into());
        self
    }

    pub(super) fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        if let Some(id) = &self.user_id {
            call.text("userId", id.checked_as_person("userId")?);
        }
        if let Some(id) = &self.anonymous_id {
            call.text("anonymousId", id.checked("anonymousId")?);
        }
        Ok(())
    }
}

impl<T: Into<Identifier>> From<T> for User {
    fn from(id: T) -> Self {
        Self::id(id)
    }
}

impl From<AnonymousId> for User {
    fn from(visitor: AnonymousId) -> Self {
        Self::anonymous(visitor.into_identifier())
    }
}

/// Shows which IDs are set, never an ID.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("user_id", &self.user_id.is_some())
            .field("anonymous_id", &self.anonymous_id.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::User;
    use crate::track::{AnonymousId, PersonId};
    use crate::wire::Identifier;

    #[test]
    fn who_converts_from_the_types_of_the_other_apis() {
        assert!(User::from(AnonymousId::new("v")) == User::anonymous("v"));
        let person = |person: PersonId| Identifier::try_from(person).map(User::from);
        assert!(person(PersonId::email("a@example.com")) == Ok(User::id("a@example.com")));
        assert!(person(PersonId::cio_id("03")) == Ok(User::id("cio_03")));
        assert!(person(PersonId::phone("+14155552671")).is_err());
    }
}
