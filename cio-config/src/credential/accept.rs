//! Which strings are accepted as a key.

use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::credential::other_tool::{Form, OtherTool};
use crate::credential::placeholder::{is_placeholder, is_plain_placeholder};
use crate::credential::region::Region;
use crate::credential::sandbox_key::is_damaged;
use crate::text::base64_pair::is_base64_pair;

/// An API key: it is valid in a header, and is not recognised as another kind of value.
pub(crate) fn api_key(text: &str) -> Result<(), KeyFault> {
    if is_hex(text.as_bytes()) {
        return Ok(());
    }
    not_a_token(text)?;
    region_of_cdp_key(text).map_or(Ok(()), |region| Err(KeyFault::CdpApiKey { region }))
}

/// The user name of HTTP Basic authentication, which a colon would end.
pub(crate) fn user_name(text: &str) -> Result<(), KeyFault> {
    if is_hex(text.as_bytes()) {
        return Ok(());
    }
    api_key(text)?;
    without_colon(text)
}

/// A write key of Pipelines, which is sent as a user name too.
pub(crate) fn write_key(text: &str) -> Result<(), KeyFault> {
    if is_hex(text.as_bytes()) {
        return Ok(());
    }
    not_a_token(text)?;
    without_colon(text)
}

/// A token of a service account.
pub(crate) fn service_account_token(text: &str) -> Result<(), KeyFault> {
    key(text)?;
    if is_service_account_token(text) { Ok(()) } else { Err(KeyFault::NotServiceAccountToken) }
}

fn not_a_token(text: &str) -> Result<(), KeyFault> {
    key(text)?;
    if is_service_account_token(text) { Err(KeyFault::ServiceAccountToken) } else { Ok(()) }
}

fn without_colon(text: &str) -> Result<(), KeyFault> {
    if text.contains(':') { Err(KeyFault::Colon) } else { Ok(()) }
}

fn is_service_account_token(text: &str) -> bool {
    text.starts_with("sa_live_") || text.starts_with("sa_sandbox_")
}

/// The region that the prefix of a CDP API key names: `sk_eu_…`, `pk_us_…`.
///
/// customerio-cdp-analytics 1.1 for Python reads it from the key (`^(pk|sk)_(us|eu)_` in its `request.py`, read 2026-12-01).
/// A random base64url key starts so once in 64^6 tries.
pub(crate) fn region_of_cdp_key(text: &str) -> Option<Region> {
    let rest = text.strip_prefix("sk_").or_else(|| text.strip_prefix("pk_"))?;
    match rest.get(..3)? {
        "us_" => Some(Region::Us),
        "eu_" => Some(Region::Eu),
        _ => None,
    }
}

/// Any key.
fn key(text: &str) -> Result<(), KeyFault> {
    // Nearly every key is plain, and then most rules need not be tried and a header can carry it.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_plain && !text.is_empty() && text.len() <= LIMIT {
        return match OtherTool::of_plain(text.as_bytes()) {
            Some(found) => Err(of_other_tool(found)),
            None if is_plain_placeholder(text.as_bytes()) => Err(KeyFault::Placeholder),
            None if is_base64_pair(text.as_bytes()) => Err(KeyFault::PairInBase64),
            None => not_damaged(text),
        };
    }
    not_something_else(text)?;
    header_safe(text)?;
    not_damaged(text)
}

/// A key of a sandbox is recognised by its form, and one that lost it would be sent to Customer.io.
fn not_damaged(text: &str) -> Result<(), KeyFault> {
    if is_damaged(text) { Err(KeyFault::DamagedSandboxKey) } else { Ok(()) }
}

/// Whether text is 16 to 64 hex digits, as nearly every key is: no rule below refuses such text, unless it is one digit again
/// and again.
fn is_hex(text: &[u8]) -> bool {
    // All of it is looked at, which takes fewer instructions than to stop early: the compiler looks at several at a time.
    (16..=64).contains(&text.len())
        && text.iter().fold(true, |all, digit| all & digit.is_ascii_hexdigit())
        && text.iter().fold(false, |any, digit| any | (*digit != text[0]))
}

/// Refuses a value that its shape shows to be something else. That comes before a blank inside it: `<your key>`
/// was not copied badly, it was never replaced.
pub(crate) fn not_something_else(text: &str) -> Result<(), KeyFault> {
    let inside = trimmed(text);
    if let Some(found) = OtherTool::of(inside.as_bytes()) {
        return Err(of_other_tool(found));
    }
    if is_placeholder(inside.as_bytes()) {
        return Err(KeyFault::Placeholder);
    }
    match quoted_at(text).or_else(|| several_values(text.trim())) {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

/// Why bytes that are not UTF-8 cannot be a key: some tools write binary files.
pub(crate) fn fault_of_bytes(bytes: &[u8]) -> KeyFault {
    OtherTool::of(bytes).map_or(KeyFault::NotUtf8, of_other_tool)
}

fn of_other_tool((form, tool): (Form, OtherTool)) -> KeyFault {
    match form {
        Form::Sealed => KeyFault::Sealed { by: tool },
        Form::Reference => KeyFault::NotReplaced { by: tool },
    }
}

/// Quotation marks of programs, of languages, and of HTML and URLs.
const MARKS: [&str; 17] = [
    "\"", "'", "`", "\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}", "\u{201a}", "\u{ab}",
    "\u{bb}", "\u{2039}", "\u{203a}", "&quot;", "&#34;", "&#39;", "%22",
];

/// The fault of a quotation mark at an edge: no key has one, and every reader of variables but a shell keeps it.
fn quoted_at(text: &str) -> Option<KeyFault> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if MARKS.iter().any(|mark| text.starts_with(mark)) || text.starts_with("\\\"") {
        Some(KeyFault::Quoted { edge: Edge::Start })
    } else if MARKS.iter().any(|mark| text.ends_with(mark)) {
        Some(KeyFault::Quoted { edge: Edge::End })
    } else {
        None
    }
}

/// Without blanks and quotation marks at its edges.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '`' | '\u{feff}'))
}

/// The fault of text that holds a key among other things.
fn several_values(text: &str) -> Option<KeyFault> {
    let header = text.get(.."authorization:".len());
    let value = match header {
        Some(name) if name.eq_ignore_ascii_case("authorization:") => {
            text["authorization:".len()..].trim_start()
        }
        _ => text,
    };
    let word = value.split_ascii_whitespace().next().filter(|word| word.len() < value.len());
    match word {
        Some(word) if word.eq_ignore_ascii_case("basic") => {
            return Some(KeyFault::Header { scheme: "Basic" });
        }
        Some(word) if word.eq_ignore_ascii_case("bearer") => {
            return Some(KeyFault::Header { scheme: "Bearer" });
        }
        _ => {}
    }
    if text.starts_with("{\"") && text.ends_with("\"}") {
        Some(KeyFault::Document)
    } else if is_assignment(text) {
        Some(KeyFault::Assignment)
    } else if is_pair(text) {
        Some(KeyFault::Pair)
    } else if is_base64_pair(text.as_bytes()) {
        Some(KeyFault::PairInBase64)
    } else {
        None
    }
}

/// `NAME=value`, as a line of a `.env` is: base64 has `=` at its end alone.
fn is_assignment(text: &str) -> bool {
    let line = text.strip_prefix("export ").unwrap_or(text);
    let Some((name, value)) = line.split_once('=') else { return false };
    let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let is_value = value.trim_matches('=').len() == value.len() && !value.is_empty();
    name.trim_end().len() >= 3 && name.contains('_') && name.trim_end().bytes().all(is_name) && is_value
}

/// Two keys joined by a colon, as `curl --user` takes them.
fn is_pair(text: &str) -> bool {
    const SHORTEST: usize = 16;
    let is_key = |part: &str| part.len() >= SHORTEST && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.split_once(':').is_some_and(|(left, right)| is_key(left) && is_key(right))
}

/// Bytes a key may have. The longest token seen in public has 64; a header of 4 KB still passes every proxy.
const LIMIT: usize = 4096;

/// Whether a header can carry the text as it is.
pub(crate) fn header_safe(text: &str) -> Result<(), KeyFault> {
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    if text.len() > LIMIT {
        return Err(KeyFault::TooLong { limit: LIMIT });
    }
    // The edges first: a key that ends in a line feed has that fault, whatever else is inside.
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

#[cfg(test)]
mod tests;
