//! Why something cannot be sent.

use std::borrow::Cow;

/// An input that cannot be sent: which one, and why, never the input itself.
///
/// ```
/// use cio_http::wire::InvalidInput;
///
/// assert_eq!(InvalidInput::new("identifier", "is empty").to_string(), "identifier is empty");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{input} {reason}")]
pub struct InvalidInput {
    input: &'static str,
    reason: Cow<'static, str>,
}

impl InvalidInput {
    /// `reason` completes a sentence that starts with `input`.
    #[must_use]
    pub fn new(input: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { input, reason: reason.into() }
    }

    /// Which input: `identifier`.
    #[must_use]
    pub const fn input(&self) -> &'static str {
        self.input
    }

    /// What is wrong with it: `is empty`.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// `text`, if there is any.
pub(crate) fn not_empty<'a>(input: &'static str, text: &'a str) -> Result<&'a str, InvalidInput> {
    if text.is_empty() { Err(InvalidInput::new(input, "is empty")) } else { Ok(text) }
}

/// `text`, if it has at most so many bytes.
pub(crate) fn at_most<'a>(input: &'static str, bytes: usize, text: &'a str) -> Result<&'a str, InvalidInput> {
    if text.len() > bytes {
        return Err(InvalidInput::new(input, format!("is longer than {bytes} bytes")));
    }
    Ok(text)
}

/// The number of one of the things that the service counts from 1.
pub(crate) fn numbered(input: &'static str, things: &str, number: u64) -> Result<u64, InvalidInput> {
    if number == 0 {
        return Err(InvalidInput::new(input, format!("is 0, and {things} are counted from 1")));
    }
    Ok(number)
}
