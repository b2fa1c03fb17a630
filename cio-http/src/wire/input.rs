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

    /// The reason: `is empty`.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// `text`, if something in it can be seen: one blank cell of an import would make, or delete, a person called " ".
pub(crate) fn not_blank<'a>(input: &'static str, text: &'a str) -> Result<&'a str, InvalidInput> {
    let is_blank = |character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    if text.is_empty() {
        return Err(InvalidInput::new(input, "is empty"));
    }
    if text.chars().all(is_blank) {
        return Err(InvalidInput::new(input, "is blank"));
    }
    Ok(text)
}

/// `text`, if it stays one line: in a header of an e-mail a line break begins another header.
pub(crate) fn one_line<'a>(input: &'static str, text: &'a str) -> Result<&'a str, InvalidInput> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(InvalidInput::new(input, "contains a line break, which an e-mail header cannot hold"));
    }
    Ok(text)
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
