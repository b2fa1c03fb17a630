//! How an operation ended, as far as a caller can see.

use cio_http::Error;

/// The beginnings of the keys, of which no error shows a byte.
const KEYS: [&str; 4] = ["b0a31a", "01234567", "9f8e7d", "sa_live_"];

/// The outcome of a row in one of the three ways.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// The output, or the error's kind and words: operation, status, messages, attempts and diagnosis are in them.
    pub(crate) end: String,
    /// The fix for an error.
    pub(crate) hint: Option<String>,
    /// More parts of an error.
    words: String,
}

impl Outcome {
    pub(crate) fn of(result: Result<String, Error>) -> Self {
        match result {
            Ok(end) => Self { end, ..Self::default() },
            Err(error) => {
                let debug = format!("{error:?}");
                let hint = error.hint();
                let shown = format!("{error} {debug} {hint:?}");
                assert!(KEYS.iter().all(|key| !shown.contains(key)), "{shown}");
                let kind = kind(&error);
                let words = format!(
                    "{:?} {:?} {:?} {:?} {:?} {} {} {:?} {:?}",
                    error.operation(),
                    error.region(),
                    error.status(),
                    error.messages(),
                    error.diagnosis(),
                    error.attempts(),
                    error.is_retryable(),
                    std::mem::discriminant(&error.advice()),
                    // A date is so far off; the drivers look at the clock later than the core does.
                    error.retry_after().map(|wait| wait.as_secs().div_ceil(10)),
                );
                Self { end: format!("{kind}: {error}"), hint, words }
            }
        }
    }
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::InvalidInput(_) => "InvalidInput",
        Error::Setup(_) => "Setup",
        Error::Refused(_) => "Refused",
        Error::Unavailable(_) => "Unavailable",
        Error::Unconfirmed(_) => "Unconfirmed",
        Error::WrongRegion(_) => "WrongRegion",
        Error::WrongWorkspace(_) => "WrongWorkspace",
        Error::Redirected(_) => "Redirected",
        Error::Unreadable(_) => "Unreadable",
        error => panic!("an error without a name here: {error}"),
    }
}
