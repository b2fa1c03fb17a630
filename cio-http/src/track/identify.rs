//! `Identify`: makes a person, or sets what is known of them.

use super::attribute_methods::person_methods;
use super::identifiers::ObjectId;
use super::operation::operation;
use super::relationship::Relationship;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier, InvalidInput, Limits, Object, UnixTime, Writer};
use bytes::Bytes;
use http::Method;
use std::fmt;

/// Makes a person, or sets some of their attributes; those not named stay.
///
/// The person is named by an ID, an e-mail address or [`Identifier::cio_id`], as the workspace is set up. `null` or an
/// empty text removes an attribute. There are at most 300, with names of 150 bytes and values of 1000.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::Identify;
///
/// let identify = Identify::new("42").attribute("plan", "pro").created_at(1_700_000_000);
/// assert_eq!(identify.request()?.body(), r#"{"plan":"pro","created_at":1700000000}"#);
///
/// #[derive(serde::Serialize)]
/// struct Person<'a> {
///     email: &'a str,
///     plan: &'a str,
/// }
///
/// let identify = Identify::new(42).attributes(Person { email: "ada@example.com", plan: "pro" });
/// assert_eq!(identify.request()?.body(), r#"{"email":"ada@example.com","plan":"pro"}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Identify {
    identifier: Identifier,
    attributes: Object,
    relationships: Vec<(Action, Relationship<ObjectId>)>,
}

/// The action for all relationships of one call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Add,
    Delete,
}

impl Identify {
    /// Starts with no attribute.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>) -> Self {
        Self {
            identifier: identifier.into(),
            attributes: Object::limited("attribute", Limits::PERSON),
            relationships: Vec::new(),
        }
    }

    /// When these attributes changed, from a `SystemTime` or seconds since 1970: of two changes the later counts,
    /// whichever arrives first.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.attributes.set_time("_timestamp", time.into());
        self
    }

    /// Gives the person what a visitor did who had this ID.
    #[must_use]
    pub fn anonymous_id(mut self, anonymous_id: impl Into<Identifier>) -> Self {
        match anonymous_id.into().checked("anonymous_id") {
            Ok(anonymous_id) => self.attributes.set("anonymous_id", anonymous_id),
            Err(fault) => self.attributes.fail(fault),
        }
        self
    }

    person_methods!();

    /// Relates the person to an object. One call adds relationships or deletes them, not both.
    #[must_use]
    pub fn add_relationship(mut self, to: impl Into<Relationship<ObjectId>>) -> Self {
        self.relationships.push((Action::Add, to.into()));
        self
    }

    /// Ends a relationship of the person to an object.
    #[must_use]
    pub fn delete_relationship(mut self, to: impl Into<Relationship<ObjectId>>) -> Self {
        self.relationships.push((Action::Delete, to.into()));
        self
    }

    fn body(&self) -> Result<Bytes, InvalidInput> {
        let [(action, _), ..] = &self.relationships[..] else { return self.attributes.to_bytes() };
        let mut body = self.attributes.clone();
        body.only_once("cio_relationships", "is set as an attribute too, so one of the two would be lost");
        body.set_with("cio_relationships", |text| self.write_relationships(*action, text));
        body.to_bytes()
    }

    fn write_relationships(&self, action: Action, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        if self.relationships.iter().any(|(other, _)| *other != action) {
            return Err(InvalidInput::new(
                "relationships",
                "cannot be added and deleted in one call: use two calls",
            ));
        }
        Writer::write(text, |relationships| {
            relationships.text("action", action.as_str());
            relationships.with("relationships", |text| {
                wire::list(text, &self.relationships, |(_, relationship), text| relationship.write(text))
            })?;
            Ok(())
        })
    }
}

impl Action {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add_relationships",
            Self::Delete => "delete_relationships",
        }
    }
}

operation!(Identify, TrackApi, "track.identify", "PUT /api/v1/customers/{identifier}", Safe, |identify| {
    wire::request(Method::PUT, crate::track::path::person_path(&identify.identifier)?, identify.body()?)
});

impl fmt::Debug for Identify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identify")
            .field("identifier", &self.identifier)
            .field("attributes", &self.attributes)
            .field("relationships", &format_args!("{} set", self.relationships.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Identify;
    use crate::operation::Operation;
    use crate::track::identifiers::ObjectId;
    use crate::track::relationship::Relationship;
    use crate::wire::Identifier;

    #[test]
    fn the_identifier_is_one_segment() {
        let request = Identify::new("a/b@example.com").request().unwrap();
        assert_eq!(
            (request.method(), request.uri().path()),
            (&http::Method::PUT, "/api/v1/customers/a%2Fb%40example.com")
        );
        assert_eq!(request.body(), "{}");
    }

    #[test]
    fn reserved_attributes_have_their_own_methods() {
        let identify = Identify::new(Identifier::cio_id("0300")).timestamp(7).only_update().anonymous_id("v");
        let request = identify.topic(1, true).unsubscribed(false).request().unwrap();
        assert_eq!(request.uri().path(), "/api/v1/customers/cio_0300");
        assert_eq!(
            request.body(),
            concat!(
                r#"{"_timestamp":7,"_update":true,"anonymous_id":"v","#,
                r#""cio_subscription_preferences.topics.topic_1":true,"unsubscribed":false}"#
            )
        );
    }

    #[test]
    fn relationships_are_one_object_with_an_action() {
        let admin = Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
        let identify = Identify::new(1).attribute("plan", "pro").add_relationship(admin);
        let body = identify.add_relationship(ObjectId::cio_object_id("obb7")).request().unwrap().into_body();
        assert_eq!(
            body,
            concat!(
                r#"{"plan":"pro","cio_relationships":{"action":"add_relationships","relationships":["#,
                r#"{"identifiers":{"object_type_id":"1","object_id":"acme"},"relationship_attributes":{"role":"admin"}},"#,
                r#"{"identifiers":{"cio_object_id":"obb7"}}]}}"#
            )
        );
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_refused_by_name() {
        let both = Identify::new(1).add_relationship(ObjectId::new(1, "a"));
        for (identify, reason) in [
            (
                both.delete_relationship(ObjectId::new(1, "b")),
                "relationships cannot be added and deleted in one call: use two calls",
            ),
            (
                Identify::new(1).attribute("n", "x".repeat(1001)),
                "attribute has a value longer than 1000 bytes",
            ),
            (Identify::new(1).anonymous_id(""), "anonymous_id is empty"),
            (Identify::new(""), "identifier is empty"),
            (Identify::new(".."), "identifier is `.` or `..`, which would change the path"),
            (Identify::new("x".repeat(151)), "identifier is longer than 150 bytes"),
            (
                Identify::new(1).attribute("score", f64::NAN),
                "attribute has a number that is NaN or infinite, which JSON cannot represent",
            ),
            (Identify::new(1).attributes(7), "attribute is neither a struct nor a map"),
            (
                Identify::new(1).attribute("cio_relationships", 1).add_relationship(ObjectId::new(1, "a")),
                "cio_relationships is set as an attribute too, so one of the two would be lost",
            ),
            (
                Identify::new(1)
                    .attributes(std::collections::BTreeMap::from([("created_at", 1_700_000_000_000_u64)])),
                "created_at is in milliseconds: divide by 1000 to get seconds",
            ),
            (
                Identify::new(1).created_at(1_700_000_000_000_u64),
                "created_at is in milliseconds: divide by 1000 to get seconds",
            ),
        ] {
            assert_eq!(identify.request().unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let identify = Identify::new("ada@example.com").attribute("plan", "pro").created_at(1);
        assert_eq!(
            format!("{identify:?}"),
            "Identify { identifier: Identifier([redacted]), attributes: 2 set, relationships: 0 set }"
        );
    }
}
