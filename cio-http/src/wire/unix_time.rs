//! A time as the Track and App APIs take it.

use super::input::InvalidInput;
use std::time::{SystemTime, UNIX_EPOCH};

/// A time in whole seconds since 1970, from a `SystemTime` or the number of seconds in an integer.
///
/// Milliseconds are refused when the operation is sent: Customer.io would take them for a year far ahead.
///
/// ```
/// use cio_http::wire::UnixTime;
///
/// assert_eq!(UnixTime::from(1_700_000_000).seconds("timestamp"), Ok(1_700_000_000));
/// assert_eq!(
///     UnixTime::from(1_700_000_000_000_u64).seconds("timestamp").unwrap_err().to_string(),
///     "timestamp is in milliseconds: divide by 1000 to get seconds",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnixTime(Option<u64>);

impl UnixTime {
    /// The year 5138; in milliseconds it is 1973.
    const LATEST: u64 = 99_999_999_999;

    /// The seconds, if they can be sent; `input` names the time in an error.
    ///
    /// # Errors
    /// [`InvalidInput`] if it is before 1970 or in milliseconds.
    pub fn seconds(self, input: &'static str) -> Result<u64, InvalidInput> {
        match self.0 {
            None => Err(InvalidInput::new(input, "is before 1970")),
            Some(seconds) if seconds > Self::LATEST => {
                Err(InvalidInput::new(input, "is in milliseconds: divide by 1000 to get seconds"))
            }
            Some(seconds) => Ok(seconds),
        }
    }
}

// `i32` is what a literal without a suffix is.
macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for UnixTime {
            fn from(seconds: $integer) -> Self {
                Self(u64::try_from(seconds).ok())
            }
        }

        impl From<&$integer> for UnixTime {
            fn from(seconds: &$integer) -> Self {
                Self::from(*seconds)
            }
        }
    )*};
}

from_integers!(i32 i64 u32 u64 usize);

impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs()))
    }
}

#[cfg(test)]
mod tests {
    use super::UnixTime;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_time_is_in_seconds_since_1970() {
        for (time, expected) in [
            (UnixTime::from(0), Some(0)),
            (UnixTime::from(99_999_999_999_u64), Some(99_999_999_999)),
            (UnixTime::from(100_000_000_000_u64), None),
            (UnixTime::from(UNIX_EPOCH + Duration::from_millis(1999)), Some(1)),
            (UnixTime::from(UNIX_EPOCH - Duration::from_secs(1)), None),
        ] {
            assert_eq!(time.seconds("timestamp").ok(), expected);
        }
    }
}
