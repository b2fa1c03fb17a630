//! How an operation ended, as far as a caller can tell.

use cio_http::Error;

/// What one of the three ways made of a row.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// The output, or the error's kind and words: operation, status, messages, attempts and diagnosis are in them.
    pub(crate) end: String,
    /// What else an error tells.
    told: String,
}

impl Outcome {
    pub(crate) fn of(result: Result<String, Error>) -> Self {
        match result {
            Ok(end) => Self { end, told: String::new() },
            Err(error) => {
                let debug = format!("{error:?}");
                let kind = debug.split('(').next().unwrap();
                let told = format!(
                    "{:?} {:?} {:?} {:?} {:?} {:?} {} {}",
                    error.operation(),
                    error.region(),
                    error.status(),
                    error.messages(),
                    error.diagnosis(),
                    error.hint(),
                    error.attempts(),
                    error.is_retryable(),
                );
                Self { end: format!("{kind}: {error}"), told }
            }
        }
    }
}
