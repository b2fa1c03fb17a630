//! A path whose segments are encoded one by one.

use super::input::{InvalidInput, not_blank};
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// Bytes that one value and a fixed part mostly take, so that the path seldom moves.
const ONE_SEGMENT: usize = 64;

/// A path, and perhaps a query, in which no value can leave its place.
///
/// Everything in a value but RFC 3986's unreserved characters is percent-encoded, and a segment is never empty, `.` or
/// `..`: a device called `..` would make `DELETE /customers/42/devices/..` delete the person.
///
/// ```
/// use cio_http::wire::Path;
///
/// let path = Path::new("/api/v1/customers").segment("identifier", "ada+1@example.com")?.then("/events");
/// assert_eq!(path.as_str(), "/api/v1/customers/ada%2B1%40example.com/events");
/// assert_eq!(path.query("limit", "50").as_str(), "/api/v1/customers/ada%2B1%40example.com/events?limit=50");
/// assert!(Path::new("/api/v1/customers").segment("identifier", "..").is_err());
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
// No `Debug` of the text: a path holds identifiers.
#[derive(Clone)]
pub struct Path(Cow<'static, str>);

impl Path {
    /// Starts with a fixed path: `/api/v1/customers`.
    #[must_use]
    pub const fn new(start: &'static str) -> Self {
        Self(Cow::Borrowed(start))
    }

    /// Adds a slash and a value; `input` names the value in an error.
    ///
    /// # Errors
    /// [`InvalidInput`] if the value is empty, `.` or `..`.
    pub fn segment(mut self, input: &'static str, value: impl AsRef<str>) -> Result<Self, InvalidInput> {
        let value = not_blank(input, value.as_ref())?;
        if matches!(value, "." | "..") {
            return Err(InvalidInput::new(input, "is `.` or `..`, which would change the path"));
        }
        let text = self.text();
        text.push('/');
        encode(value, text);
        Ok(self)
    }

    /// Adds a fixed part: `/events`.
    #[must_use]
    pub fn then(mut self, part: &'static str) -> Self {
        self.text().push_str(part);
        self
    }

    /// Adds a parameter after the path; name and value are encoded.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let text = self.text();
        text.push(if text.contains('?') { '&' } else { '?' });
        encode(name, text);
        text.push('=');
        encode(value.as_ref(), text);
        self
    }

    /// The path as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same without a copy.
    pub(super) fn into_bytes(self) -> Bytes {
        match self.0 {
            Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
            Cow::Owned(text) => text.into(),
        }
    }

    /// The text to add to: a path that stays as it was given is never copied.
    fn text(&mut self) -> &mut String {
        if let Cow::Borrowed(start) = self.0 {
            let mut text = String::with_capacity(start.len() + ONE_SEGMENT);
            text.push_str(start);
            self.0 = Cow::Owned(text);
        }
        self.0.to_mut()
    }
}

impl std::fmt::Debug for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Path([redacted])")
    }
}

/// All but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encode(value: &str, into: &mut String) {
    into.extend(utf8_percent_encode(value, RESERVED));
}

/// Whether a path reaches the service unchanged: an HTTP client resolves `.` and `..`, encoded ones too, and takes a
/// backslash for a slash.
pub(crate) fn is_plain(path: &str) -> bool {
    const DOTS: [&str; 6] = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];
    let is_plain = |segment: &[u8]| match segment.first() {
        None => false,
        Some(b'.' | b'%') => !DOTS.iter().any(|dots| segment.eq_ignore_ascii_case(dots.as_bytes())),
        Some(_) => true,
    };
    !path.contains('\\')
        && path
            .as_bytes()
            .strip_prefix(b"/")
            .is_some_and(|rest| rest.split(|byte| *byte == b'/').all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::{Path, is_plain};

    #[test]
    fn everything_outside_unreserved_is_encoded_once() {
        for (value, expected) in [
            ("42", "/42"),
            ("a/b", "/a%2Fb"),
            ("a b+c@d%e", "/a%20b%2Bc%40d%25e"),
            ("!'()*", "/%21%27%28%29%2A"),
            ("-._~", "/-._~"),
            ("é", "/%C3%A9"),
            ("...", "/..."),
            ("%2e%2e", "/%252e%252e"),
        ] {
            assert_eq!(Path::new("").segment("identifier", value).unwrap().as_str(), expected, "{value}");
        }
    }

    #[test]
    fn a_parameter_stays_one_parameter() {
        let path = Path::new("/x").query("a&b", "1&2").query("filter[id]", "é =");
        assert_eq!(path.as_str(), "/x?a%26b=1%262&filter%5Bid%5D=%C3%A9%20%3D");
    }

    #[test]
    fn a_segment_cannot_be_empty_or_dots() {
        for (value, reason) in [
            ("", "identifier is empty"),
            (".", "identifier is `.` or `..`, which would change the path"),
            ("..", "identifier is `.` or `..`, which would change the path"),
        ] {
            assert_eq!(Path::new("/x").segment("identifier", value).unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_path_that_would_be_resolved_is_not_plain() {
        for (path, plain) in [
            ("/api/v1/customers/42", true),
            ("/api/v1/customers/42/", false),
            ("/api//customers", false),
            ("/api/./customers", false),
            ("/customers/42/devices/..", false),
            ("/customers/42/devices/%2E%2e", false),
            ("/customers/42/devices/.%2e", false),
            ("/customers/42/devices/\\..\\..", false),
            ("/customers/42\\devices", false),
            ("/customers/42%5Cdevices", true),
            ("", false),
            ("*", false),
        ] {
            assert_eq!(is_plain(path), plain, "{path}");
        }
    }
}
