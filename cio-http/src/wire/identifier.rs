//! Who or what an operation is about.

use super::input::{InvalidInput, at_most, not_blank};
use std::fmt;

/// The ID of a person or an object, from `&str`, `String` or an integer; a negative one is refused when the operation is sent.
///
/// Any string is accepted; one that Customer.io does not accept is refused when the operation is sent. `Debug` hides
/// it, since it may be an e-mail address.
///
/// ```
/// use cio_http::wire::Identifier;
///
/// assert_eq!(Identifier::from(42).as_str(), "42");
/// assert_eq!(format!("{:?}", Identifier::from("ada@example.com")), "Identifier([redacted])");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identifier {
    text: String,
    /// Whether it was made from a number below zero, which no ID is.
    is_negative: bool,
}

impl Identifier {
    /// Bytes in an ID. Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub const MAX_BYTES: usize = 150;

    /// Bytes in an e-mail address: the limit of every attribute's value, since no other is documented.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub const MAX_ADDRESS_BYTES: usize = 1000;

    /// A person by Customer.io's own ID, as a path names them: `cio_` and the ID.
    ///
    /// Only this way an ID or an e-mail address that a person has already can be changed.
    ///
    /// ```
    /// use cio_http::wire::Identifier;
    ///
    /// assert_eq!(Identifier::cio_id("03000001").as_str(), "cio_03000001");
    /// ```
    #[must_use]
    pub fn cio_id(cio_id: impl AsRef<str>) -> Self {
        match cio_id.as_ref() {
            // Stays blank, and is refused as such.
            blank if not_blank("", blank).is_err() => Self::from(blank),
            cio_id => Self::from(format!("cio_{cio_id}")),
        }
    }

    /// An ID as it is displayed, such as a UUID with its hyphens.
    ///
    /// ```
    /// use cio_http::wire::Identifier;
    ///
    /// assert_eq!(Identifier::displayed(7.5).as_str(), "7.5");
    /// ```
    #[must_use]
    pub fn displayed(id: impl fmt::Display) -> Self {
        Self::from(id.to_string())
    }

    /// The ID.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The ID, if it can be sent; `input` names it in an error.
    ///
    /// # Errors
    /// [`InvalidInput`] if it is empty or longer than [`MAX_BYTES`](Self::MAX_BYTES).
    pub fn checked(&self, input: &'static str) -> Result<&str, InvalidInput> {
        self.within(Self::MAX_BYTES, input)
    }

    /// The ID or the e-mail address of a person, if it can be sent; `input` names it in an error.
    ///
    /// The service distinguishes them by shape, and so does this: a value with an `@` is an address.
    ///
    /// # Errors
    /// [`InvalidInput`] if it is empty, an ID longer than [`MAX_BYTES`](Self::MAX_BYTES), or an address longer than
    /// [`MAX_ADDRESS_BYTES`](Self::MAX_ADDRESS_BYTES).
    pub fn checked_as_person(&self, input: &'static str) -> Result<&str, InvalidInput> {
        self.within(if self.text.contains('@') { Self::MAX_ADDRESS_BYTES } else { Self::MAX_BYTES }, input)
    }

    fn within(&self, bytes: usize, input: &'static str) -> Result<&str, InvalidInput> {
        if self.is_negative {
            return Err(InvalidInput::new(input, "is a negative number"));
        }
        not_blank(input, at_most(input, bytes, &self.text)?)
    }
}

impl From<&str> for Identifier {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Identifier {
    fn from(text: &String) -> Self {
        Self::from(text.clone())
    }
}

impl From<String> for Identifier {
    fn from(text: String) -> Self {
        Self { text, is_negative: false }
    }
}

// `i32` is the type of a literal without a suffix.
macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Identifier {
            fn from(number: $integer) -> Self {
                // Comparing with zero would be a lint for the unsigned ones.
                Self { is_negative: u64::try_from(number).is_err(), text: number.to_string() }
            }
        }

        impl From<&$integer> for Identifier {
            fn from(number: &$integer) -> Self {
                Self::from(*number)
            }
        }
    )*};
}

from_integers!(i32 i64 u32 u64 usize);

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identifier([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Identifier;

    #[test]
    fn an_empty_cio_id_stays_empty() {
        assert_eq!(
            Identifier::cio_id("").checked("identifier").unwrap_err().to_string(),
            "identifier is empty"
        );
    }

    #[test]
    fn a_blank_identifier_is_refused_wherever_an_empty_one_is() {
        for blank in [" ", "\t", "\u{a0}", " \n ", "\u{200b}", "\u{feff}"] {
            for identifier in [Identifier::from(blank), Identifier::cio_id(blank)] {
                assert_eq!(
                    identifier.checked_as_person("identifier").unwrap_err().to_string(),
                    "identifier is blank",
                    "{blank:?}"
                );
            }
        }
        assert!(Identifier::from(" a ").checked("identifier").is_ok());
    }

    #[test]
    fn an_identifier_is_made_from_every_integer_that_libraries_give() {
        for (identifier, text) in [
            (Identifier::from(42), "42"),
            (Identifier::from(42_i64), "42"),
            (Identifier::from(&42_u32), "42"),
            (Identifier::from(42_usize), "42"),
            (Identifier::from(u64::MAX), "18446744073709551615"),
            (
                Identifier::displayed("67e55044-10b1-426f-9247-bb680e5fe0c8"),
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
            ),
        ] {
            assert_eq!(identifier.checked("identifier"), Ok(text));
        }
        let negative = Identifier::from(-1_i64).checked("identifier").unwrap_err();
        assert_eq!(negative.to_string(), "identifier is a negative number");
        assert!(Identifier::from("-1").checked("identifier").is_ok());
    }

    #[test]
    fn an_identifier_has_1_to_150_bytes() {
        for (text, ok) in [
            ("", false),
            ("4", true),
            (&*"é".repeat(75), true),
            (&*"x".repeat(151), false),
            (&*"é".repeat(76), false),
        ] {
            assert_eq!(Identifier::from(text).checked("identifier").is_ok(), ok, "{}", text.len());
        }
    }

    #[test]
    fn an_address_of_a_person_may_be_longer_than_an_id() {
        let address = |bytes: usize| format!("{}@b.c", "a".repeat(bytes - 4));
        for (text, ok) in [
            (String::new(), false),
            ("x".repeat(150), true),
            ("x".repeat(151), false),
            (address(151), true),
            (address(1000), true),
            (address(1001), false),
        ] {
            assert_eq!(Identifier::from(&text).checked_as_person("person").is_ok(), ok, "{}", text.len());
            assert_eq!(Identifier::from(&text).checked("id").is_ok(), ok && text.len() <= 150);
        }
    }
}
