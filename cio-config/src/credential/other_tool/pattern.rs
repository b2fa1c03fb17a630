//! How a value that belongs to another tool is recognised.

/// How a value of a form is recognised.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// It starts so.
    Prefix(&'static str),
    /// It starts and ends so.
    Around(&'static str, &'static str),
    /// It has both, one after the other.
    Within(&'static str, &'static str),
    /// Base64 of at least [`LONG`] characters that starts so.
    LongBase64(&'static str),
    /// It starts with the name of a URL scheme and `:/`.
    AnyScheme,
    /// It starts with a word of two letters or more in braces, and goes on.
    BraceWord,
    /// It starts with `!`, a word, and a blank.
    YamlTag,
    /// It starts so, and goes on with digits and a colon: `v1:`.
    Versioned(&'static str),
}

/// Longer than 64 random bytes in base64 (88 characters), shorter than sealed values in base64.
pub(super) const LONG: usize = 100;

impl Pattern {
    pub(super) fn is_in(self, value: &[u8]) -> bool {
        match self {
            Self::Prefix(start) => value.starts_with(start.as_bytes()),
            Self::Around(start, end) => {
                value.len() >= start.len() + end.len()
                    && value.starts_with(start.as_bytes())
                    && value.ends_with(end.as_bytes())
            }
            Self::Within(start, end) => {
                let behind = find(value, start.as_bytes()).map(|at| &value[at + start.len()..]);
                behind.is_some_and(|rest| find(rest, end.as_bytes()).is_some())
            }
            Self::LongBase64(start) => {
                value.len() >= LONG
                    && value.starts_with(start.as_bytes())
                    && value.iter().all(|byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
                    })
            }
            Self::AnyScheme => {
                let scheme = find(value, b":/").map(|at| &value[..at]);
                scheme.is_some_and(|scheme| {
                    scheme.first().is_some_and(u8::is_ascii_alphabetic)
                        && scheme
                            .iter()
                            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
                })
            }
            Self::BraceWord => {
                let end = find(value, b"}").filter(|end| *end > 2 && *end + 1 < value.len());
                value.starts_with(b"{")
                    && end.is_some_and(|end| {
                        value[1..end]
                            .iter()
                            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                    })
            }
            Self::YamlTag => {
                let word =
                    value.strip_prefix(b"!").and_then(|rest| rest.split(u8::is_ascii_whitespace).next());
                word.is_some_and(|word| {
                    !word.is_empty()
                        && word.len() + 1 < value.len()
                        && word
                            .iter()
                            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'_'))
                })
            }
            Self::Versioned(start) => {
                let rest = value.strip_prefix(start.as_bytes()).unwrap_or_default();
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                digits > 0 && rest.get(digits) == Some(&b':')
            }
        }
    }
}

fn find(value: &[u8], part: &[u8]) -> Option<usize> {
    value.windows(part.len()).position(|window| window == part)
}
