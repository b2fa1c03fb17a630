//! Why a text cannot be a credential, said without the text.

use crate::credential::region::Region;
use crate::text::compare::equal_in_any_case;
use crate::text::setting_form::SettingForm;

/// Why a text cannot be the credential it was meant to be.
///
/// Holds kinds and places, never a byte of the text.
///
/// ```
/// use cio_config::{AppApiKey, Blank, Edge, Fault};
///
/// let fault = AppApiKey::new("0123456789 ").unwrap_err();
/// assert_eq!(fault, Fault::Blank { blank: Blank::Space, edge: Edge::End });
/// assert_eq!(fault.to_string(), "has a space at its end");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is nothing in it.
    #[error("is empty")]
    Empty,
    /// A blank: keys never contain one, so it came from copying or quoting.
    #[error("has {blank} {edge}")]
    Blank {
        /// Which kind.
        blank: Blank,
        /// Where.
        edge: Edge,
    },
    /// A control character.
    #[error("has a control character (U+{code:04X}) {edge}")]
    Control {
        /// Its code point.
        code: u32,
        /// Where.
        edge: Edge,
    },
    /// A character outside ASCII.
    #[error("has a character that is not ASCII {edge}")]
    NotAscii {
        /// Where.
        edge: Edge,
    },
    /// Bytes that are no text.
    #[error("is not UTF-8")]
    NotUtf8,
    /// More bytes than a header should carry.
    #[error("is longer than {limit} bytes")]
    TooLong {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// A colon, which would end the user name of the Track API (RFC 7617).
    #[error("has a colon, which HTTP Basic authentication cannot carry in a user name")]
    Colon,
    /// What should be the path of a file, and is none from the root on nor from the working directory: it may be the value
    /// itself, so it is not repeated.
    #[error("is no path of a file that exists")]
    NamesNoFile,
    /// A placeholder from an example, such as `your-api-key-here`.
    #[error("is a placeholder from an example")]
    Placeholder,
    /// A service account token where an API key belongs.
    #[error("is a service account token, not an API key")]
    ServiceAccountToken,
    /// A token that does not start as service account tokens do.
    #[error("is no service account token: they start with `sa_live_` or `sa_sandbox_`")]
    NotServiceAccountToken,
    /// No region.
    #[error("is no region: expected `us` or `eu`{}", did_you_mean(*.suggestion))]
    UnknownRegion {
        /// The region that was probably meant.
        suggestion: Option<Region>,
    },
    /// A region, but not the one the type is pinned to.
    #[error("is `{found}`, but the type pins the region to `{pinned}`")]
    OtherRegion {
        /// The region that was found.
        found: Region,
        /// The region of the type.
        pinned: Region,
    },
    /// A setting that is not written in the form its type is read in.
    #[error("cannot be read: expected {expected}")]
    NotSetting {
        /// The form that is read.
        expected: SettingForm,
    },
    /// No workspace number.
    #[error("is no workspace ID: expected a whole number without leading zeros")]
    NotWorkspaceId,
}

/// Kinds of blank that get into a copied key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Blank {
    /// U+0020.
    #[error("a space")]
    Space,
    /// U+0009.
    #[error("a tab")]
    Tab,
    /// U+000A.
    #[error("a line feed")]
    LineFeed,
    /// U+000D.
    #[error("a carriage return")]
    CarriageReturn,
    /// U+00A0, which copying from a web page gives.
    #[error("a no-break space")]
    NoBreakSpace,
    /// U+200B and its kin: no width, so nobody sees them.
    #[error("an invisible character of no width")]
    ZeroWidth,
    /// U+FEFF: a byte order mark.
    #[error("a byte order mark")]
    ByteOrderMark,
    /// Any other Unicode white space.
    #[error("an unusual blank")]
    Other,
}

/// Where in a text something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Edge {
    /// At its first character.
    #[error("at its start")]
    Start,
    /// Neither first nor last.
    #[error("inside")]
    Inside,
    /// At its last character.
    #[error("at its end")]
    End,
}

fn did_you_mean(suggestion: Option<Region>) -> String {
    suggestion.map(|region| format!(", did you mean `{region}`?")).unwrap_or_default()
}

/// Bytes a key may have. The longest token seen in public has 64; a header of 4 KB still passes every proxy.
pub(crate) const LIMIT: usize = 4096;

/// Whether a text fits in a header as it is: what every key must.
pub(crate) fn header_safe(text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if text.len() > LIMIT {
        return Err(Fault::TooLong { limit: LIMIT });
    }
    // The edges first: a key that ends in a line feed has that fault, whatever stands inside.
    let mut inside = text.char_indices();
    let first = inside.next();
    let last = inside.next_back();
    [first, last].into_iter().flatten().chain(inside).try_for_each(|(at, char)| {
        let edge = match at {
            0 => Edge::Start,
            _ if at + char.len_utf8() == text.len() => Edge::End,
            _ => Edge::Inside,
        };
        fault_of(char, edge).map_or(Ok(()), Err)
    })
}

fn fault_of(char: char, edge: Edge) -> Option<Fault> {
    let blank = match char {
        '!'..='~' => return None,
        ' ' => Blank::Space,
        '\t' => Blank::Tab,
        '\n' => Blank::LineFeed,
        '\r' => Blank::CarriageReturn,
        '\u{a0}' => Blank::NoBreakSpace,
        '\u{200b}'..='\u{200f}' | '\u{2060}' => Blank::ZeroWidth,
        '\u{feff}' => Blank::ByteOrderMark,
        _ if char.is_whitespace() => Blank::Other,
        _ if char.is_control() => {
            return Some(Fault::Control { code: char.into(), edge });
        }
        _ => return Some(Fault::NotAscii { edge }),
    };
    Some(Fault::Blank { blank, edge })
}

/// Whether a text is a placeholder that somebody forgot to replace.
///
/// Only what no key can be: examples in documentation use these forms, and keys are random.
pub(crate) const fn is_placeholder(text: &str) -> bool {
    is_placeholder_bytes(text.as_bytes())
}

/// The same for bytes, which the compiler has of a file.
pub(crate) const fn is_placeholder_bytes(text: &[u8]) -> bool {
    const WORDS: [&str; 8] =
        ["changeme", "change-me", "change_me", "todo", "fixme", "placeholder", "secret", "none"];
    const YOURS: [&str; 2] = ["your-", "your_"];
    const ENDS: [&str; 6] = ["-here", "_here", "key", "id", "token", "secret"];
    let mut index = 0;
    while index < WORDS.len() {
        if equal_in_any_case(text, WORDS[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    matches!(text, [b'<', .., b'>'] | [b'$', b'{', .., b'}'])
        || (starts_with_any(text, &YOURS) && ends_with_any(text, &ENDS))
        || (text.len() >= 3 && is_all(text, b'x', b'X'))
        || (text.len() >= 3 && is_all(text, b'*', b'.'))
}

const fn starts_with_any(text: &[u8], starts: &[&str]) -> bool {
    let mut index = 0;
    while index < starts.len() {
        let start = starts[index].as_bytes();
        if text.len() >= start.len() && equal_in_any_case(text.split_at(start.len()).0, start) {
            return true;
        }
        index += 1;
    }
    false
}

const fn ends_with_any(text: &[u8], ends: &[&str]) -> bool {
    let mut index = 0;
    while index < ends.len() {
        let end = ends[index].as_bytes();
        if text.len() >= end.len() && equal_in_any_case(text.split_at(text.len() - end.len()).1, end) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_all(text: &[u8], one: u8, other: u8) -> bool {
    let mut index = 0;
    while index < text.len() {
        if text[index] != one && text[index] != other {
            return false;
        }
        index += 1;
    }
    true
}
