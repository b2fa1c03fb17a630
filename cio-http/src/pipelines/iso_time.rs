//! A time as the Pipelines API takes it.

use crate::wire::{InvalidInput, UnixTime};
use cio_config::__private::civil_date;
use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

/// A time in ISO 8601 to the millisecond, from a `SystemTime` or whole seconds since 1970 in an integer.
///
/// Milliseconds since 1970 are refused when the call is sent: they would be a year far ahead.
///
/// ```
/// use cio_http::pipelines::IsoTime;
///
/// assert_eq!(IsoTime::from(1_700_000_000).text("timestamp").unwrap(), "2023-11-14T22:13:20.000Z");
/// assert_eq!(
///     IsoTime::from(1_700_000_000_000_u64).text("timestamp").unwrap_err().to_string(),
///     "timestamp is in milliseconds: divide by 1000 to get seconds",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoTime {
    seconds: UnixTime,
    millis: u32,
}

impl IsoTime {
    /// The time as it is sent; `input` names it in an error.
    ///
    /// # Errors
    /// [`InvalidInput`] if it is before 1970 or in milliseconds.
    pub fn text(self, input: &'static str) -> Result<String, InvalidInput> {
        Ok(self.digits(input)?.as_str().to_owned())
    }

    /// The same without an allocation: it is in every call.
    pub(super) fn digits(self, input: &'static str) -> Result<Digits, InvalidInput> {
        let seconds = self.seconds.seconds(input)?;
        let (year, month, day) = civil_date(seconds / DAY);
        let (hour, minute, second) = (seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
        let mut digits = Digits(*b"0000-00-00T00:00:00.000Z");
        for (number, places) in [
            (year, 0..4),
            (month, 5..7),
            (day, 8..10),
            (hour, 11..13),
            (minute, 14..16),
            (second, 17..19),
            (self.millis.into(), 20..23),
        ] {
            digits.put(number, places);
        }
        Ok(digits)
    }
}

/// A time as it is sent.
pub(super) struct Digits([u8; 24]);

impl Digits {
    fn put(&mut self, mut number: u64, places: Range<usize>) {
        for digit in self.0[places].iter_mut().rev() {
            *digit = b"0123456789"[(number % 10) as usize];
            number /= 10;
        }
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits are ASCII")
    }
}

// `i32` is what a literal without a suffix is.
macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for IsoTime {
            fn from(seconds: $integer) -> Self {
                UnixTime::from(seconds).into()
            }
        }

        impl From<&$integer> for IsoTime {
            fn from(seconds: &$integer) -> Self {
                Self::from(*seconds)
            }
        }
    )*};
}

from_integers!(i32 i64 u32 u64 usize);

impl From<UnixTime> for IsoTime {
    fn from(seconds: UnixTime) -> Self {
        Self { seconds, millis: 0 }
    }
}

/// Drops the milliseconds.
impl From<IsoTime> for UnixTime {
    fn from(time: IsoTime) -> Self {
        time.seconds
    }
}

impl From<SystemTime> for IsoTime {
    fn from(time: SystemTime) -> Self {
        let millis = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_millis());
        Self { seconds: time.into(), millis }
    }
}

#[cfg(test)]
mod tests {
    use super::{IsoTime, UnixTime};
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_time_is_written_to_the_millisecond() {
        for (time, expected) in [
            (IsoTime::from(0), "1970-01-01T00:00:00.000Z"),
            (IsoTime::from(951_782_399), "2000-02-28T23:59:59.000Z"),
            (IsoTime::from(951_782_400), "2000-02-29T00:00:00.000Z"),
            (IsoTime::from(1_767_323_045), "2026-01-02T03:04:05.000Z"),
            (IsoTime::from(4_107_542_400_u64), "2100-03-01T00:00:00.000Z"),
            (IsoTime::from(99_999_999_999_i64), "5138-11-16T09:46:39.000Z"),
            (IsoTime::from(UNIX_EPOCH + Duration::from_micros(1_999_999)), "1970-01-01T00:00:01.999Z"),
            (IsoTime::from(UNIX_EPOCH + Duration::from_millis(7)), "1970-01-01T00:00:00.007Z"),
        ] {
            assert_eq!(time.text("timestamp").unwrap(), expected);
        }
    }

    #[test]
    fn a_time_that_cannot_be_meant_is_refused() {
        for (time, reason) in [
            (IsoTime::from(UNIX_EPOCH - Duration::from_millis(1)), "timestamp is before 1970"),
            (IsoTime::from(-1_i64), "timestamp is before 1970"),
            (
                IsoTime::from(&100_000_000_000_i64),
                "timestamp is in milliseconds: divide by 1000 to get seconds",
            ),
        ] {
            assert_eq!(time.text("timestamp").unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_time_converts_between_the_apis_and_loses_milliseconds_one_way_only() {
        let time = IsoTime::from(UNIX_EPOCH + Duration::from_millis(1_500));
        assert_eq!(UnixTime::from(time), UnixTime::from(1));
        assert_eq!(IsoTime::from(UnixTime::from(1)), IsoTime::from(1));
    }
}
