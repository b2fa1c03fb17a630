//! Placeholders, by shape: example text, a name in brackets, a variable that was not replaced.
//!
//! Customer.io's keys are random: 20 or 32 hex digits. Each rule below states its odds against a random key of a common
//! alphabet (hex, base64, base64url, UUID; 16 to 88 characters), and a test tries a million keys of each. All are const fns:
//! the compiler reads a committed `.env.example` with them.

mod words;

use crate::credential::placeholder::words::Words;
use crate::text::compare::{ends_with, equal_in_any_case, starts_with};

/// Whether a value is a placeholder that was not replaced. Blanks and quotation marks around it are not part of it.
pub(crate) const fn is_placeholder(value: &[u8]) -> bool {
    is_plain_placeholder(value) || is_in_brackets(value) || is_variable(value) || is_masked(value)
}

/// The rules for a value of letters, digits, `-` and `_` alone, to which the others do not apply.
///
/// | rule | odds against a random key |
/// |---|---|
/// | `xxx`, the whole value | 0: keys are longer; of 16, (2/64)^16 |
/// | `…-xxxxxx`, six or more to the end | base64url: 2/64 for the separator, (2/64)^6: 3e-11 |
/// | `…-xxxx`, four or more, and words before | the same, (2/64)^5, times a value of words: below 1e-12 |
/// | `changeme` at the start | base64: (2/64)^8: 9e-13 |
/// | a word of `ALONE` between separators | base64url, 80 places: 80 × (2/64)^9: 2e-12 |
/// | `your` and another word | base64url: 1e-7 for `your`, 6e-4 for any other: 6e-11 |
/// | all words, one of them an instruction | every character is fixed: below 1e-12 from 12 on |
/// | no small letter, and `KEY`, `ID`, … | base64url of 16: (38/64)^13 × 2/64^3: 9e-9, of 22 and more below 1e-10 |
///
/// Hex has none of these words and no `x`; base64 has none of the separators.
pub(crate) const fn is_plain_placeholder(value: &[u8]) -> bool {
    if value.len() > LONGEST {
        return false;
    }
    let words = Words::of(value);
    let crosses = crosses_at_end(value);
    value.len() == crosses && crosses >= 3
        || crosses >= 6 && words.count > 0 && is_separator(value[value.len() - crosses - 1])
        || crosses >= 4 && words.all
        || words.alone
        || words.your && words.known > 1
        || words.all && words.instruct
        || words.all && is_dunder(value)
        || words.capitals && words.names_key
        || equals_any(value, &WHOLE)
        || starts_with_any_case(value, b"changeme")
        || is_one_mark(value)
}

/// No example text is longer.
const LONGEST: usize = 80;

/// Values that no key is, in any case. Each has at most 11 characters; a key has 16 or more.
const WHOLE: [&str; 10] = [
    "changeme",
    "changeit",
    "change-me",
    "todo",
    "fixme",
    "tbd",
    "placeholder",
    "secret",
    "none",
    "redacted",
];

/// How many `x` are at the end.
const fn crosses_at_end(value: &[u8]) -> usize {
    let mut start = value.len();
    while start > 0 && matches!(value[start - 1], b'x' | b'X') {
        start -= 1;
    }
    value.len() - start
}

/// `__SITE_ID__`.
const fn is_dunder(value: &[u8]) -> bool {
    value.len() > 4 && starts_with(value, b"__") && ends_with(value, b"__")
}

/// A name in brackets, or anything in those that only templates use. No alphabet of keys has any of these characters but
/// the underscore: `__name__` in base64url is two of it at each edge, 64^-4, and words alone between.
const fn is_in_brackets(value: &[u8]) -> bool {
    let mut index = 0;
    while index < BRACKETS.len() {
        let (open, close, inside) = BRACKETS[index];
        let (open, close) = (open.as_bytes(), close.as_bytes());
        if value.len() > open.len() + close.len()
            && starts_with_any_case(value, open)
            && ends_with_any_case(value, close)
            && inside.is(slice(value, open.len(), value.len() - close.len()))
        {
            return true;
        }
        index += 1;
    }
    false
}

/// The content that brackets must have.
#[derive(Clone, Copy)]
enum Inside {
    Anything,
    /// A name of two characters or more: `[a]` may be a list.
    Name,
}

impl Inside {
    const fn is(self, value: &[u8]) -> bool {
        match self {
            Self::Anything => true,
            Self::Name => is_name(value),
        }
    }
}

const BRACKETS: [(&str, &str, Inside); 21] = [
    ("<", ">", Inside::Anything),
    ("{{", "}}", Inside::Anything),
    ("[[", "]]", Inside::Anything),
    ("((", "))", Inside::Anything),
    ("{%", "%}", Inside::Anything),
    ("{", "}", Inside::Name),
    ("[", "]", Inside::Name),
    ("(", ")", Inside::Name),
    ("%%", "%%", Inside::Name),
    ("%", "%", Inside::Name),
    ("%(", ")s", Inside::Name),
    ("@@", "@@", Inside::Name),
    ("@", "@", Inside::Name),
    ("#", "#", Inside::Name),
    ("!", "!", Inside::Name),
    ("|", "|", Inside::Name),
    ("~", "~", Inside::Name),
    ("&lt;", "&gt;", Inside::Anything),
    ("%7b", "%7d", Inside::Anything),
    ("%3c", "%3e", Inside::Anything),
    ("%5b", "%5d", Inside::Anything),
];

/// Whether text is a name, as it is written for people or for programs: `SITE_ID`, `your key`, `.Values.cio.key`.
const fn is_name(text: &[u8]) -> bool {
    let (mut at, mut letters) = (0, 0);
    while at < text.len() {
        match text[at] {
            b'a'..=b'z' | b'A'..=b'Z' => letters += 1,
            b'0'..=b'9' | b'_' | b'-' | b'.' | b':' | b'/' | b' ' | b'$' | b'\'' => {}
            _ => return false,
        }
        at += 1;
    }
    letters >= 2 && !text[0].is_ascii_digit()
}

/// A variable that was not replaced: `$NAME` as the whole, or one of the forms that no key has a part of. No alphabet of keys
/// has `$`, `#` or `{`.
const fn is_variable(value: &[u8]) -> bool {
    has_between(value, b"${", b'}')
        || has_between(value, b"#{", b'}')
        || has_between(value, b"%{", b'}')
        || has_between(value, b"{{", b'}')
        || is_dollar_name(value)
}

/// `$NAME`: two letters, digits or underscores at least, and no other character.
const fn is_dollar_name(value: &[u8]) -> bool {
    if value.len() < 3 || value[0] != b'$' || value[1].is_ascii_digit() {
        return false;
    }
    let mut at = 1;
    while at < value.len() {
        if !value[at].is_ascii_alphanumeric() && value[at] != b'_' {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether `open` occurs, and `close` after it.
const fn has_between(value: &[u8], open: &[u8], close: u8) -> bool {
    let mut at = 0;
    let mut opened = false;
    while at < value.len() {
        if opened && value[at] == close {
            return true;
        }
        if !opened && starts_with(value.split_at(at).1, open) {
            opened = true;
        }
        at += 1;
    }
    false
}

/// A key as a dashboard or a log masks it: three asterisks or bullets at its start or after a separator, or a part that
/// was left out (`abc…`, `abc...`). No alphabet of keys has these characters.
const fn is_masked(value: &[u8]) -> bool {
    let mut at = 0;
    while at < value.len() {
        let rest = value.split_at(at).1;
        let begins = at == 0 || is_separator(value[at - 1]);
        if (begins && (starts_with(rest, b"***") || starts_with(rest, "\u{2022}\u{2022}\u{2022}".as_bytes())))
            || starts_with(rest, b"...")
            || starts_with(rest, "\u{2026}".as_bytes())
        {
            return true;
        }
        at += 1;
    }
    false
}

/// One mark again and again: `---`, `***`. Odds for base64url, of 16 and more: 2 × 64^-16.
const fn is_one_mark(value: &[u8]) -> bool {
    if value.len() < 3 || value[0].is_ascii_alphanumeric() {
        return false;
    }
    let mut at = 1;
    while at < value.len() {
        if value[at] != value[0] {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'-' | b'_' | b'.' | b' ')
}

const fn slice(value: &[u8], start: usize, end: usize) -> &[u8] {
    value.split_at(end).0.split_at(start).1
}

const fn equals_any(value: &[u8], list: &[&str]) -> bool {
    let mut index = 0;
    while index < list.len() {
        if equal_in_any_case(value, list[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn starts_with_any_case(value: &[u8], start: &[u8]) -> bool {
    value.len() >= start.len() && equal_in_any_case(value.split_at(start.len()).0, start)
}

const fn ends_with_any_case(value: &[u8], end: &[u8]) -> bool {
    ends_with(value, end) || {
        value.len() >= end.len() && equal_in_any_case(value.split_at(value.len() - end.len()).1, end)
    }
}
