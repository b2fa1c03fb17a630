//! Which strings are accepted as a key.

use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::text::compare;

/// What every API key must be: a header can carry it, nobody left it at its example, and it is no service account
/// token, the one kind of key that shows its kind.
pub(crate) fn api_key(text: &str) -> Result<(), KeyFault> {
    token(text)?;
    if is_service_account_token(text) {
        return Err(KeyFault::ServiceAccountToken);
    }
    Ok(())
}

/// What every key must be. `<your key>` is an example before it is a text with a blank: nothing was copied that could be
/// copied again.
pub(crate) fn token(text: &str) -> Result<(), KeyFault> {
    if is_placeholder(text) {
        return Err(KeyFault::Placeholder);
    }
    header_safe(text)
}

/// What a key must be to stand as the user name of HTTP Basic authentication.
pub(crate) fn user_name(text: &str) -> Result<(), KeyFault> {
    api_key(text)?;
    if text.contains(':') { Err(KeyFault::Colon) } else { Ok(()) }
}

pub(crate) fn is_service_account_token(text: &str) -> bool {
    text.starts_with("sa_live_") || text.starts_with("sa_sandbox_")
}

/// Bytes a key may have. The longest token seen in public has 64; a header of 4 KB still passes every proxy.
const LIMIT: usize = 4096;

/// Whether a text fits in a header as it is: what every key must.
pub(crate) fn header_safe(text: &str) -> Result<(), KeyFault> {
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    if text.len() > LIMIT {
        return Err(KeyFault::TooLong { limit: LIMIT });
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

fn fault_of(char: char, edge: Edge) -> Option<KeyFault> {
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
            return Some(KeyFault::Control { code: char.into(), edge });
        }
        _ => return Some(KeyFault::NotAscii { edge }),
    };
    Some(KeyFault::Blank { blank, edge })
}

/// Whether a text is a placeholder that somebody forgot to replace.
///
/// Only what no key can be: examples in documentation use these forms, and keys are random.
const fn is_placeholder(text: &str) -> bool {
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
        if compare::equal_in_any_case(text, WORDS[index].as_bytes()) {
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
        if text.len() >= start.len() && compare::equal_in_any_case(text.split_at(start.len()).0, start) {
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
        if text.len() >= end.len() && compare::equal_in_any_case(text.split_at(text.len() - end.len()).1, end)
        {
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
