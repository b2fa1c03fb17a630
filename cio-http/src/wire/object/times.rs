//! Times among the members of an object: seconds, or refused.

use crate::wire::input::InvalidInput;
use crate::wire::unix_time::UnixTime;
use serde_json::Value;

/// A time is a whole number of seconds, in whichever form JSON has for one, or `null`, which removes it.
pub(super) fn check_seconds(name: &'static str, json: &[u8]) -> Result<(), InvalidInput> {
    // The common case, without reading it as JSON.
    if let Some(seconds) = whole(json) {
        return UnixTime::from(seconds).seconds(name).map(drop);
    }
    let refused = |reason| Err(InvalidInput::new(name, reason));
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::String(text)) if is_digits(&text) => {
            refused("is a string: give the number of seconds since 1970")
        }
        Ok(Value::String(_)) => {
            refused("is a string: give seconds since 1970, or call the method that takes a `SystemTime`")
        }
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
        _ => refused("is not a number of seconds since 1970"),
    }
}

/// A time that may also be a date and a time of day in ISO 8601, with its offset from UTC.
pub(super) fn check_seconds_or_date(name: &'static str, json: &[u8]) -> Result<(), InvalidInput> {
    match serde_json::from_slice::<&str>(json) {
        Ok(text) if is_date_time(text.as_bytes()) => Ok(()),
        Ok(text) if is_digits(text) => Err(InvalidInput::new(
            name,
            "is a string of digits: give the number of seconds since 1970, or a string such as `2026-01-31T12:00:00Z`",
        )),
        Ok(_) => Err(InvalidInput::new(
            name,
            "is not a date and time with its offset: give a string such as `2026-01-31T12:00:00Z`, or the number of \
             seconds since 1970",
        )),
        Err(_) => check_seconds(name, json),
    }
}

/// The number that JSON is if it is nothing but digits, few enough for an integer of 64 bits.
fn whole(json: &[u8]) -> Option<u64> {
    let digits = json.len() < 20 && json.iter().all(u8::is_ascii_digit);
    digits.then(|| json.iter().fold(0, |number, digit| 10 * number + u64::from(digit - b'0')))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a string is a `date-time` of RFC 3339, as the schema of the Pipelines API demands: `2026-01-31T12:00:00.5+01:00`.
fn is_date_time(text: &[u8]) -> bool {
    let number = |text: &[u8]| {
        let digits = text.iter().all(u8::is_ascii_digit);
        digits.then(|| text.iter().fold(0, |number, digit| 10 * number + u32::from(digit - b'0')))
    };
    let within = |text: &[u8], from, to| number(text).is_some_and(|number| (from..=to).contains(&number));
    let Some((
        [
            y1,
            y2,
            y3,
            y4,
            b'-',
            month @ ..,
            b'-',
            d1,
            d2,
            b'T' | b't' | b' ',
            h1,
            h2,
            b':',
            m1,
            m2,
            b':',
            s1,
            s2,
        ],
        rest,
    )) = text.split_at_checked(19)
    else {
        return false;
    };
    let leap = number(&[*y1, *y2, *y3, *y4])
        .is_some_and(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match month {
        b"02" => 28 + u32::from(leap),
        b"04" | b"06" | b"09" | b"11" => 30,
        _ => 31,
    };
    let offset = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 { b"" } else { &fraction[digits..] }
        }
        _ => rest,
    };
    let is_offset = match offset {
        b"Z" | b"z" => true,
        [b'+' | b'-', hour @ .., b':', m1, m2] => {
            hour.len() == 2 && within(hour, 0, 23) && within(&[*m1, *m2], 0, 59)
        }
        _ => false,
    };
    is_offset
        && number(&[*y1, *y2, *y3, *y4]).is_some()
        && month.len() == 2
        && within(month, 1, 12)
        && within(&[*d1, *d2], 1, days)
        && within(&[*h1, *h2], 0, 23)
        && within(&[*m1, *m2], 0, 59)
        && within(&[*s1, *s2], 0, 60)
}

#[cfg(test)]
mod tests {
    use crate::wire::object::{Limits, Object};

    fn person(set: impl FnOnce(&mut Object)) -> Result<(), String> {
        limited(Limits::PERSON, set)
    }

    fn limited(limits: Limits, set: impl FnOnce(&mut Object)) -> Result<(), String> {
        let mut object = Object::limited("attribute", limits);
        set(&mut object);
        object.to_bytes().map(drop).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_time_among_the_attributes_is_in_seconds() {
        for name in ["created_at", "_timestamp"] {
            let fault = person(|object| object.set(name, &1_700_000_000_000_u64)).unwrap_err();
            assert_eq!(fault, format!("{name} is in milliseconds: divide by 1000 to get seconds"));
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
            (json!(1_700_000_000_000.0_f64), Err("is in milliseconds: divide by 1000 to get seconds")),
            (json!(1_700_000_000.5), Err("has a fraction of a second: give whole seconds since 1970")),
            (json!(-1), Err("is before 1970")),
            (json!(-1.5), Err("is before 1970")),
            (json!(1e300), Err("is in milliseconds: divide by 1000 to get seconds")),
            (json!("1700000000"), Err(text)),
            (json!("1700000000000"), Err(text)),
            (json!("2024-05-23T10:00:00Z"), Err(date)),
            (json!("tomorrow"), Err(date)),
            (json!(""), Err(text)),
            (json!(true), Err("is not a number of seconds since 1970")),
            (json!([2024, 144]), Err("is not a number of seconds since 1970")),
            (
                json!({"secs_since_epoch": 1, "nanos_since_epoch": 0}),
                Err("is a time in parts: give the number of seconds since 1970"),
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
    fn a_time_among_traits_is_seconds_or_a_date_and_time_with_its_offset() {
        use serde_json::{Value, json};
        let digits = "is a string of digits: give the number of seconds since 1970, or a string such as `2026-01-31T12:00:00Z`";
        let date = "is not a date and time with its offset: give a string such as `2026-01-31T12:00:00Z`, or the number \
                    of seconds since 1970";
        for (value, expected) in [
            (json!("2026-01-31T12:00:00Z"), Ok(())),
            (json!("2026-01-31t12:00:00z"), Ok(())),
            (json!("2026-01-31T12:00:00.123456789Z"), Ok(())),
            (json!("2024-02-29T23:59:60+05:30"), Ok(())),
            (json!(1_700_000_000), Ok(())),
            (json!(1_700_000_000.0), Ok(())),
            (Value::Null, Ok(())),
            (json!("2026-01-31"), Err(date)),
            (json!("2026-01-31T12:00:00"), Err(date)),
            (json!("2026-01-31T12:00Z"), Err(date)),
            (json!("2025-02-29T00:00:00Z"), Err(date)),
            (json!("2026-13-01T00:00:00Z"), Err(date)),
            (json!("2026-01-31T24:00:00Z"), Err(date)),
            (json!("2026-01-31T12:00:00.Z"), Err(date)),
            (json!("2026-01-31T12:00:00+0100"), Err(date)),
            (json!("Sat, 31 Jan 2026 12:00:00 GMT"), Err(date)),
            (json!("\u{e9}026-01-31T12:00:00Z"), Err(date)),
            (json!("tomorrow"), Err(date)),
            (json!("1700000000"), Err(digits)),
            (json!("1700000000000"), Err(digits)),
            (json!(1_700_000_000_000_u64), Err("is in milliseconds: divide by 1000 to get seconds")),
            (json!(1_700_000_000_000.0), Err("is in milliseconds: divide by 1000 to get seconds")),
            (json!(1_700_000_000.5), Err("has a fraction of a second: give whole seconds since 1970")),
            (json!(-1), Err("is before 1970")),
            (json!(true), Err("is not a number of seconds since 1970")),
            (json!([2026, 31]), Err("is not a number of seconds since 1970")),
        ] {
            for name in ["createdAt", "created_at"] {
                let expected = expected.map_err(|reason| format!("{name} {reason}"));
                assert_eq!(limited(Limits::TRAITS, |traits| traits.set(name, &value)), expected, "{value}");
            }
        }
        let text = limited(Limits::TRAITS, |traits| traits.set("_timestamp", "2026-01-31T12:00:00Z"));
        assert!(text.unwrap_err().starts_with("_timestamp is a string"));
        assert_eq!(limited(Limits::TRAITS, |traits| traits.set("note", &"x".repeat(2000))), Ok(()));
    }

    #[test]
    fn a_time_among_the_attributes_of_an_object_is_in_seconds_too() {
        for (value, ok) in [(serde_json::json!(1_700_000_000), true), ("2026-01-31".into(), false)] {
            assert_eq!(limited(Limits::OBJECT, |object| object.set("created_at", &value)).is_ok(), ok);
        }
    }
}
