//! How many members an object may have, and how long they may be.

use super::times;
use crate::wire::input::{InvalidInput, one_line};
use std::borrow::Cow;

/// The service's limits; anything above them it refuses, truncates or drops.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of a name.
    name: usize,
    /// Bytes of a value: of a string its own, of anything else those of its JSON.
    value: usize,
    /// Members.
    count: usize,
    /// Bytes of the whole object as it is sent.
    total: usize,
    /// Reserved names, to which neither the length of a value nor the count applies.
    exempt: &'static [&'static str],
    /// Names of times, which are in seconds.
    times: &'static [&'static str],
    /// Names of times that may be dates of ISO 8601 too.
    iso_times: &'static [&'static str],
    /// Names of strings that become headers of an e-mail.
    lines: &'static [&'static str],
}

impl Limits {
    pub(crate) const NONE: Self = Self {
        name: usize::MAX,
        value: usize::MAX,
        count: usize::MAX,
        total: usize::MAX,
        exempt: &[],
        times: &[],
        iso_times: &[],
        lines: &[],
    };

    /// Those of a person's attributes.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub(crate) const PERSON: Self = Self {
        name: 150,
        value: 1000,
        count: 300,
        exempt: &["_timestamp", "_update", "cio_relationships", "cio_subscription_preferences"],
        times: &["_timestamp", "created_at"],
        ..Self::NONE
    };

    /// Those of the attributes of an object, or of a relationship: 100 KB, taken as 100,000 bytes, in total.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub(crate) const OBJECT: Self =
        Self { total: 100_000, exempt: &["_update"], times: &["created_at"], ..Self::PERSON };

    /// The rules of the Pipelines API for traits of people and groups: no limit of length, but times that it can read.
    ///
    /// `createdAt` is documented as a date-time of ISO 8601 that "we recommend"; seconds are what Customer.io stores. The
    /// Track API alone documents `created_at` and `_timestamp`, in seconds; both get there through this one.
    /// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    pub(crate) const TRAITS: Self =
        Self { times: &["_timestamp"], iso_times: &["createdAt", "created_at"], ..Self::NONE };

    /// Those of an event's data, three members of which replace a message's own recipient and senders.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub(crate) const EVENT: Self =
        Self { total: 100_000, lines: &["recipient", "from_address", "reply_to"], ..Self::NONE };

    /// The fault with the name of the member, if it is one of those known here: any other may be private.
    pub(super) fn named(&self, name: &str, fault: InvalidInput) -> InvalidInput {
        let mut known = [self.times, self.iso_times, self.lines].into_iter().flatten();
        match known.find(|known| **known == name) {
            Some(name) => InvalidInput::new(name, fault.reason().to_owned()),
            None => fault,
        }
    }

    pub(super) fn check_member(
        &self,
        input: &'static str,
        name: &str,
        value: &[u8],
    ) -> Result<(), InvalidInput> {
        if name.len() > self.name {
            return Err(InvalidInput::new(input, format!("has a name longer than {} bytes", self.name)));
        }
        if is_longer(value, self.value) && !self.exempt.contains(&name) {
            return Err(InvalidInput::new(input, format!("has a value longer than {} bytes", self.value)));
        }
        let named = |names: &'static [&'static str]| names.iter().copied().find(|time| *time == name);
        if let Some(time) = named(self.times) {
            return times::check_seconds(time, value);
        }
        if let Some(time) = named(self.iso_times) {
            return times::check_seconds_or_date(time, value);
        }
        if let Some(line) = named(self.lines) {
            // A value that is not a string is left to the service.
            let text = serde_json::from_slice::<Cow<'_, str>>(value).unwrap_or_default();
            one_line(line, &text)?;
        }
        Ok(())
    }

    /// `names` are as they are written, in quotes.
    pub(super) fn check_count<'a>(
        &self,
        input: &'static str,
        count: usize,
        names: impl Iterator<Item = &'a [u8]>,
    ) -> Result<(), InvalidInput> {
        let is_exempt = |name: &[u8]| {
            self.exempt.iter().any(|exempt| name.get(1..name.len() - 1) == Some(exempt.as_bytes()))
        };
        if count > self.count && names.filter(|name| !is_exempt(name)).count() > self.count {
            return Err(InvalidInput::new(input, format!("is one of more than {}", self.count)));
        }
        Ok(())
    }

    pub(super) fn check_total(&self, input: &'static str, bytes: usize) -> Result<(), InvalidInput> {
        if bytes > self.total {
            return Err(InvalidInput::new(input, format!("is longer than {} bytes in total", self.total)));
        }
        Ok(())
    }
}

/// A string is measured without the escapes and quotes of JSON.
fn is_longer(json: &[u8], limit: usize) -> bool {
    // JSON is never shorter than the string, so if the JSON fits, there is nothing to count.
    if json.len() <= limit {
        return false;
    }
    match json {
        [b'"', text @ .., b'"'] => unescaped_len(text) > limit,
        _ => true,
    }
}

/// `serde_json` escapes a byte as `\n` or as `\u001f`, never more than one byte at a time.
fn unescaped_len(mut text: &[u8]) -> usize {
    let mut len = 0;
    while let Some(&byte) = text.first() {
        let taken = match (byte, text.get(1)) {
            (b'\\', Some(b'u')) => 6,
            (b'\\', _) => 2,
            _ => 1,
        };
        text = text.get(taken..).unwrap_or_default();
        len += 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::wire::object::Object;
    use serde::Serialize;

    fn person(set: impl FnOnce(&mut Object)) -> Result<(), String> {
        let mut object = Object::limited("attribute", Limits::PERSON);
        set(&mut object);
        object.to_bytes().map(drop).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_name_has_at_most_150_bytes() {
        assert_eq!(person(|object| object.set(&"n".repeat(150), &1)), Ok(()));
        assert_eq!(
            person(|object| object.set(&"n".repeat(151), &1)).unwrap_err(),
            "attribute has a name longer than 150 bytes"
        );
    }

    #[test]
    fn a_value_has_at_most_1000_bytes_escapes_not_counted() {
        fn fits<T: Serialize>(value: T) -> bool {
            person(|object| object.set("n", &value)).is_ok()
        }
        for (text, ok) in [
            ("x".repeat(1000), true),
            ("x".repeat(1001), false),
            ("é".repeat(500), true),
            ("é".repeat(501), false),
            ("\n".repeat(1000), true),
            ("\n\u{1f}\\".repeat(333), true),
            ("\u{1f}".repeat(1001), false),
            ("\"".repeat(1001), false),
        ] {
            assert_eq!(fits(&text), ok, "{} bytes", text.len());
        }
        assert!(fits(vec![1; 499]) && !fits(vec![1; 501]));
    }

    #[test]
    fn there_are_at_most_300_attributes_and_reserved_names_are_none() {
        let set = |count: usize| {
            person(|object| {
                object.set("_update", &true);
                (0..count).for_each(|number| object.set(&number.to_string(), &number));
                object.set("0", "again");
            })
        };
        assert_eq!(set(300), Ok(()));
        assert_eq!(set(301).unwrap_err(), "attribute is one of more than 300");
    }

    #[test]
    fn values_that_an_event_puts_into_a_mail_header_are_one_line() {
        for name in ["recipient", "from_address", "reply_to"] {
            let data = |value: &serde_json::Value| {
                let mut object = Object::limited("data", Limits::EVENT);
                object.set(name, value);
                object.to_bytes().map(drop).map_err(|fault| fault.to_string())
            };
            let refused = Err(format!("{name} contains a line break, which an e-mail header cannot hold"));
            for text in ["a@b.example\r\nBcc: c@d.example", "a\nb", "a\r"] {
                assert_eq!(data(&text.into()), refused, "{text:?}");
            }
            for value in [r"a\nb".into(), "a@b.example".into(), serde_json::json!(1), serde_json::json!(null)]
            {
                assert_eq!(data(&value), Ok(()), "{value}");
            }
        }
    }

    #[test]
    fn an_events_data_has_at_most_100_000_bytes_in_total() {
        let data = |bytes: usize| {
            let mut object = Object::limited("data", Limits::EVENT);
            object.set("n", &"x".repeat(bytes - r#"{"n":""}"#.len()));
            object.to_bytes().map(|body| body.len()).map_err(|fault| fault.to_string())
        };
        assert_eq!(data(100_000), Ok(100_000));
        assert_eq!(data(100_001).unwrap_err(), "data is longer than 100000 bytes in total");
    }
}
