//! How many members an object may have, and how long they may be.

use crate::wire::input::InvalidInput;
use crate::wire::unix_time::UnixTime;
use serde_json::Value;

/// What the service takes; more it refuses, cuts off or drops.
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
    /// Names with a meaning of their own, to which neither the length of a value nor the count applies.
    exempt: &'static [&'static str],
    /// Names of times, which are in seconds where they are numbers.
    times: &'static [&'static str],
}

impl Limits {
    pub(crate) const NONE: Self = Self {
        name: usize::MAX,
        value: usize::MAX,
        count: usize::MAX,
        total: usize::MAX,
        exempt: &[],
        times: &[],
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
    pub(crate) const OBJECT: Self = Self { total: 100_000, exempt: &["_update"], times: &[], ..Self::PERSON };

    /// Those of an event's data.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    pub(crate) const EVENT: Self = Self { total: 100_000, ..Self::NONE };

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
        match self.times.iter().find(|time| **time == name) {
            Some(time) => check_time(time, value),
            None if is_time_in_parts(value) => {
                Err(InvalidInput::new(input, "is a time in parts: give the number of seconds since 1970"))
            }
            None => Ok(()),
        }
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

/// A time is a whole number of seconds, in whichever form JSON has for one, or `null`, which removes it.
fn check_time(name: &'static str, json: &[u8]) -> Result<(), InvalidInput> {
    let refused = |reason| Err(InvalidInput::new(name, reason));
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::Null) => Ok(()),
        Ok(Value::Number(number)) => match (number.as_u64(), number.as_f64()) {
            (Some(seconds), _) => UnixTime::from(seconds).seconds(name).map(drop),
            (None, Some(number)) if number < 0.0 => UnixTime::from(-1).seconds(name).map(drop),
            (None, Some(number)) if number.fract() != 0.0 => {
                refused("has a fraction of a second: give whole seconds since 1970")
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
            (None, Some(number)) => UnixTime::from(number as u64).seconds(name).map(drop),
            (None, None) => refused("is not a number of seconds since 1970"),
        },
        Ok(Value::String(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            refused("is a string: give the number of seconds since 1970")
        }
        Ok(Value::String(_)) => {
            refused("is a string: give seconds since 1970, or call the method that takes a `SystemTime`")
        }
        _ => refused("is not a number of seconds since 1970"),
    }
}

/// Whether a value is a time as serde writes one: a `SystemTime` as an object of two members, a time of the crate `time` as
/// a list of its parts. The service would store the parts.
fn is_time_in_parts(json: &[u8]) -> bool {
    match json.first() {
        Some(b'{') => json.starts_with(br#"{"secs_since_epoch":"#),
        Some(b'[') => {
            let Ok(parts) = serde_json::from_slice::<Vec<i64>>(json) else { return false };
            let [year, day, hour, minute, second, nanosecond, ..] = *parts else { return false };
            matches!(parts.len(), 6 | 9)
                && (1900..=9999).contains(&year)
                && (1..=366).contains(&day)
                && (0..24).contains(&hour)
                && (0..60).contains(&minute)
                && (0..=60).contains(&second)
                && (0..1_000_000_000).contains(&nanosecond)
                && parts[6..].iter().all(|offset| (-59..=59).contains(offset))
        }
        _ => false,
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
    fn a_time_among_the_attributes_is_in_seconds() {
        for name in ["created_at", "_timestamp"] {
            let fault = person(|object| object.set(name, &1_700_000_000_000_u64)).unwrap_err();
            assert_eq!(fault, format!("{name} is in milliseconds: give seconds, divide by 1000"));
            assert_eq!(person(|object| object.set(name, &1_700_000_000_u64)), Ok(()));
            assert_eq!(person(|object| object.set(name, &None::<u64>)), Ok(()));
        }
        assert_eq!(person(|object| object.set("seen_at", &1_700_000_000_000_u64)), Ok(()));
    }

    #[test]
    fn a_time_is_seconds_or_refused_in_whatever_form_it_comes() {
        use serde_json::{Value, json};
        let text = "is a string: give the number of seconds since 1970";
        let date = "is a string: give seconds since 1970, or call the method that takes a `SystemTime`";
        for (value, expected) in [
            (json!(1_700_000_000), Ok(())),
            (json!(1_700_000_000.0), Ok(())),
            (json!(0), Ok(())),
            (Value::Null, Ok(())),
            (json!(1_700_000_000_000.0_f64), Err("is in milliseconds: give seconds, divide by 1000")),
            (json!(1_700_000_000.5), Err("has a fraction of a second: give whole seconds since 1970")),
            (json!(-1), Err("is before 1970")),
            (json!(-1.5), Err("is before 1970")),
            (json!(1e300), Err("is in milliseconds: give seconds, divide by 1000")),
            (json!("1700000000"), Err(text)),
            (json!("1700000000000"), Err(text)),
            (json!("2024-05-23T10:00:00Z"), Err(date)),
            (json!("tomorrow"), Err(date)),
            (json!(""), Err(text)),
            (json!(true), Err("is not a number of seconds since 1970")),
            (json!([2024, 144]), Err("is not a number of seconds since 1970")),
            (
                json!({"secs_since_epoch": 1, "nanos_since_epoch": 0}),
                Err("is not a number of seconds since 1970"),
            ),
        ] {
            for name in ["created_at", "_timestamp"] {
                let expected = expected.map_err(|reason| format!("{name} {reason}"));
                assert_eq!(person(|object| object.set(name, &value)), expected, "{value}");
            }
        }
    }

    #[test]
    fn a_time_of_a_library_is_not_sent_in_parts() {
        let refused = Err("attribute is a time in parts: give the number of seconds since 1970".to_owned());
        assert_eq!(person(|object| object.set("seen", &std::time::SystemTime::now())), refused);
        // As the crate `time` writes an `OffsetDateTime` and a `PrimitiveDateTime`.
        assert_eq!(person(|object| object.set("seen", &[2024, 144, 10, 0, 0, 0, 2, 0, 0])), refused);
        assert_eq!(person(|object| object.set("seen", &[2024, 144, 10, 0, 0, 0])), refused);
        for list in [&[1, 2, 3, 4, 5, 6][..], &[2024, 144], &[2024, 144, 99, 0, 0, 0], &[]] {
            assert_eq!(person(|object| object.set("seen", list)), Ok(()), "{list:?}");
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
