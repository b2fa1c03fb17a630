//! The JSON of each identifier, and those that are refused.

use super::sealed::Write;
use super::{AnonymousId, ObjectId, PersonId};

fn written(identifiers: &dyn Write) -> Result<String, String> {
    let mut text = Vec::new();
    identifiers.write("person", &mut text).map_err(|fault| fault.to_string())?;
    Ok(String::from_utf8(text).unwrap())
}

#[test]
fn each_way_has_its_own_name() {
    for (identifiers, expected) in [
        (&PersonId::from(42) as &dyn Write, r#"{"id":"42"}"#),
        (&PersonId::email("a@example.com"), r#"{"email":"a@example.com"}"#),
        (&PersonId::phone("+14155552671"), r#"{"phone":"+14155552671"}"#),
        (&PersonId::cio_id("0300"), r#"{"cio_id":"0300"}"#),
        (&ObjectId::new(1, "acme"), r#"{"object_type_id":"1","object_id":"acme"}"#),
        (&ObjectId::cio_object_id("obb7"), r#"{"cio_object_id":"obb7"}"#),
        (&AnonymousId::new("v"), r#"{"anonymous_id":"v"}"#),
    ] {
        assert_eq!(written(identifiers).unwrap(), expected);
    }
}

#[test]
fn an_identifier_that_names_nothing_is_refused() {
    let long = "x".repeat(151);
    for (identifiers, reason) in [
        (&PersonId::id("") as &dyn Write, "person is empty"),
        (&PersonId::id(&long), "person is longer than 150 bytes"),
        (&PersonId::email(""), "person is empty"),
        (&PersonId::phone("4155552671"), "person is not a phone number: expected `+` and 2 to 15 digits"),
        (
            &PersonId::phone("+1234567890123456"),
            "person is not a phone number: expected `+` and 2 to 15 digits",
        ),
        (&ObjectId::new(0, "acme"), "object_type_id is 0, and types are counted from 1"),
        (&ObjectId::new(1, &long), "object_id is longer than 150 bytes"),
        (&ObjectId::cio_object_id(""), "cio_object_id is empty"),
        (&AnonymousId::new(""), "anonymous_id is empty"),
    ] {
        assert_eq!(written(identifiers).unwrap_err(), reason);
    }
}

#[test]
fn debug_shows_no_name() {
    let names: [&dyn Write; 3] = [&PersonId::id("ada"), &ObjectId::new(1, "ada"), &AnonymousId::new("ada")];
    for name in names {
        assert!(!format!("{name:?}").contains("ada"));
    }
}
