//! The grammar of a `.env` file, as const fns: the compiler reads a committed example with the code that reads the real
//! file.
//!
//! `NAME=value`, with an optional `export` before it. Blanks around the name and around an unquoted value are dropped. An
//! unquoted value ends before a blank followed by `#`, or with its line. A value in quotes (`'…'`, `"…"` or `` `…` ``) may
//! span lines, as certificates and JSON do; only `"…"` has escapes. After the closing quote only blanks and a comment may
//! follow. A quote that is never closed ends with its line. CRLF ends a line as LF does.
//!
//! The file belongs to the whole program, so a line that breaks these rules is a separate item, with the name it begins
//! with: the caller decides whether it matters.

use std::borrow::Cow;

/// A range of bytes of the file: start and end.
pub(crate) type Span = (usize, usize);

/// One item of the file: a line, or several where a value in quotes spans them.
#[derive(Clone, Copy)]
pub(crate) enum Line {
    /// Nothing, or a comment.
    Blank,
    /// A name and its value.
    Assignment(Assignment),
    /// A mistake at the byte `at`.
    Fault {
        /// The name that the line begins with, if it begins with one.
        name: Option<Span>,
        /// Whether it is `export NAME`, which sets nothing: the value may be on another line.
        is_export: bool,
        at: usize,
        expected: &'static str,
    },
}

/// A name and its value. The range of a quoted value is between its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Assignment {
    pub(crate) name: Span,
    pub(crate) value: Span,
    pub(crate) quote: Quote,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Quote {
    None,
    /// Single quotes or backticks: every character is itself.
    Literal,
    Double,
}

/// Where the first line starts: after a byte order mark, if there is one.
pub(crate) const fn start(text: &[u8]) -> usize {
    if matches!(text, [0xEF, 0xBB, 0xBF, ..]) { 3 } else { 0 }
}

/// The item that starts at `at`, and where the next one starts.
///
/// The time for a whole file is linear in its length: only a quote that is never closed is searched to the end of the file,
/// and any later quote of its kind would close it, so that happens once for each kind.
pub(crate) const fn line(text: &[u8], at: usize) -> (Line, usize) {
    let end = end_of_line(text, at);
    let start = skip_blanks(text, at, end);
    if start == end || text[start] == b'#' {
        return (Line::Blank, next_line(text, end));
    }
    let (name, after_name) = name(text, start, end);
    if name.0 == name.1 {
        return fault(text, None, after_name, "`NAME=value`");
    }
    if after_name == end || text[after_name] != b'=' {
        let (at, is_export) = (after_name, name.0 > start);
        let line = Line::Fault { name: Some(name), is_export, at, expected: "`NAME=value`" };
        return (line, next_line(text, end));
    }
    value(text, name, after_name + 1, end)
}

/// The name that the line at `at` assigns to, whatever comes after the equals sign.
pub(crate) fn assigned_name(text: &[u8], at: usize) -> Option<Span> {
    let end = end_of_line(text, at);
    let (name, after) = name(text, skip_blanks(text, at, end), end);
    (name.0 < name.1 && after < end && text[after] == b'=').then_some(name)
}

/// How many lines start after `from` and up to `to`: one for an item that does not span lines.
pub(crate) const fn lines(text: &[u8], from: usize, to: usize) -> usize {
    let (mut at, mut count) = (from, 0);
    while at < to {
        at = line_after(text, at);
        count += 1;
    }
    count
}

/// Where the line after the one at `at` starts: after the end of the text, if it is the last.
pub(crate) const fn line_after(text: &[u8], at: usize) -> usize {
    next_line(text, end_of_line(text, at))
}

/// The bytes between double quotes, with the escapes `\"`, `\\`, `\$`, `\n`, `\r` and `\t` replaced. Any other backslash is
/// itself. The result is never longer than `raw`, so `push` is called at most that often.
pub(crate) fn unescape(raw: &[u8], mut push: impl FnMut(u8)) {
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let escaped = match (byte, bytes.peek()) {
            (b'\\', Some(plain @ (b'"' | b'\\' | b'$'))) => *plain,
            (b'\\', Some(b'n')) => b'\n',
            (b'\\', Some(b'r')) => b'\r',
            (b'\\', Some(b't')) => b'\t',
            _ => {
                push(byte);
                continue;
            }
        };
        push(escaped);
        bytes.next();
    }
}

/// A value in the spelling that every common reader of `.env` files reads the same, or `None` if there is none.
///
/// `docs/dotenv.md` has the table of readers. Plain characters need no quotes; single quotes keep everything else, except
/// what some reader replaces there: a quote, a line break, `\` (python-dotenv, before `\` and `'`) and `${`
/// (python-dotenv).
pub(crate) fn written(value: &str) -> Option<Cow<'_, str>> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:/+=%-".contains(&byte);
    if value.bytes().all(is_plain) {
        return Some(value.into());
    }
    let has_a_spelling = !value.contains(['\'', '\\', '\n', '\r', '\0']) && !value.contains("${");
    has_a_spelling.then(|| format!("'{value}'").into())
}

/// The name at `at`, without an `export` before it, and where the blanks after it end. The name may be empty.
const fn name(text: &[u8], at: usize, end: usize) -> (Span, usize) {
    let start = skip_export(text, at, end);
    let mut name_end = start;
    while name_end < end && is_name(text[name_end]) {
        name_end += 1;
    }
    ((start, name_end), skip_blanks(text, name_end, end))
}

const fn value(text: &[u8], name: Span, after_equals: usize, end: usize) -> (Line, usize) {
    let start = skip_blanks(text, after_equals, end);
    if start < end {
        match text[start] {
            b'\'' | b'`' => return quoted(text, name, start, Quote::Literal),
            b'"' => return quoted(text, name, start, Quote::Double),
            // A comment to npm's `dotenv` and Node.js, a value to a shell.
            b'#' if start == after_equals => {
                return fault(text, Some(name), start, "quotes around a value that begins with `#`");
            }
            _ => {}
        }
    }
    let value = (start, unquoted_end(text, after_equals, start, end));
    (Line::Assignment(Assignment { name, value, quote: Quote::None }), next_line(text, end))
}

const fn quoted(text: &[u8], name: Span, open: usize, quote: Quote) -> (Line, usize) {
    let mut close = open + 1;
    while close < text.len() && text[close] != text[open] {
        close += if matches!(quote, Quote::Double) && text[close] == b'\\' { 2 } else { 1 };
    }
    if close >= text.len() {
        return fault(text, Some(name), open, "a closing quote");
    }
    let end = end_of_line(text, close);
    let next = next_line(text, end);
    let after = skip_blanks(text, close + 1, end);
    if after == end || text[after] == b'#' {
        return (Line::Assignment(Assignment { name, value: (open + 1, close), quote }), next);
    }
    // Text after a quote that closes on a later line: most likely the closing quote was forgotten.
    let (at, expected) = if end_of_line(text, open) < close {
        (open, "a closing quote on the same line")
    } else {
        (after, "nothing but a comment after the closing quote")
    };
    (Line::Fault { name: Some(name), is_export: false, at, expected }, next)
}

/// A mistake in the line of the byte `at`.
const fn fault(text: &[u8], name: Option<Span>, at: usize, expected: &'static str) -> (Line, usize) {
    (Line::Fault { name, is_export: false, at, expected }, line_after(text, at))
}

/// Where an unquoted value ends: before the blanks that end the line or precede a comment.
const fn unquoted_end(text: &[u8], after_equals: usize, start: usize, end: usize) -> usize {
    let mut last = start;
    let mut at = start;
    while at < end {
        if text[at] == b'#' && at > after_equals && is_blank(text[at - 1]) {
            break;
        }
        at += 1;
        if !is_blank(text[at - 1]) {
            last = at;
        }
    }
    last
}

/// Where the line at `at` ends: at its line break, or at the end of the text.
const fn end_of_line(text: &[u8], at: usize) -> usize {
    let mut feed = at;
    while feed < text.len() && text[feed] != b'\n' {
        feed += 1;
    }
    if feed > at && feed < text.len() && text[feed - 1] == b'\r' { feed - 1 } else { feed }
}

/// Where the line after the one that ends at `end` starts.
const fn next_line(text: &[u8], end: usize) -> usize {
    if end < text.len() && text[end] == b'\r' { end + 2 } else { end + 1 }
}

const fn skip_blanks(text: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && is_blank(text[at]) {
        at += 1;
    }
    at
}

const fn skip_export(text: &[u8], at: usize, end: usize) -> usize {
    const EXPORT: &[u8] = b"export";
    let mut index = 0;
    while index < EXPORT.len() {
        if at + index >= end || text[at + index] != EXPORT[index] {
            return at;
        }
        index += 1;
    }
    let after = skip_blanks(text, at + index, end);
    // `export=1` sets a variable of that name.
    if after == at + index { at } else { after }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

#[cfg(test)]
mod tests {
    use super::{Assignment, Line, Quote, line, lines, start, unescape, written};
    use proptest::prelude::*;

    /// Every item, with its start and the start of the next one.
    fn items(text: &[u8]) -> Vec<(Line, usize, usize)> {
        let mut at = start(text);
        let mut items = Vec::new();
        while at < text.len() {
            let (line, next) = line(text, at);
            assert!(next > at, "no progress at {at}");
            assert!(lines(text, at, next) >= 1);
            items.push((line, at, next));
            at = next;
        }
        items
    }

    /// Text that is likely to break a rule.
    fn text() -> impl Strategy<Value = Vec<u8>> {
        let pieces = [
            "A",
            "CUSTOMERIO_SITE_ID",
            "export ",
            "=",
            "= ",
            "\"",
            "'",
            "`",
            "\\",
            "#",
            " ",
            "\n",
            "\r\n",
            "\r",
            "$",
            "\u{feff}",
            "\0",
        ];
        let piece = prop_oneof![
            8 => proptest::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
            1 => proptest::collection::vec(any::<u8>(), 0..4),
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn any_bytes_are_read_and_only_one_quote_of_a_kind_is_searched_to_the_end(text in text()) {
            let items = items(&text);
            let never_closed: Vec<u8> = items.iter().filter_map(|(line, ..)| match line {
                Line::Fault { at, expected: "a closing quote", .. } => Some(text[*at]),
                _ => None,
            }).collect();
            for quote in [b'"', b'\'', b'`'] {
                prop_assert!(never_closed.iter().filter(|found| **found == quote).count() <= 1);
            }
            for (line, from, to) in items {
                // A name and a mistake are in the first line of their item, a value in the item.
                match line {
                    Line::Assignment(Assignment { name, value, .. }) => {
                        prop_assert!(from <= name.0 && name.0 < name.1 && name.1 < value.0.max(1));
                        prop_assert!(value.0 <= value.1 && value.1 <= to);
                    }
                    Line::Fault { at, .. } => prop_assert!(from <= at && lines(&text, from, at) <= 1),
                    Line::Blank => {}
                }
            }
        }

        #[test]
        fn a_value_that_has_a_spelling_is_read_back(value in "[ -~éü\\t\\\\'\"`$#{}\n]{0,12}") {
            if let Some(written) = written(&value) {
                let text = format!("NAME={written}\nOTHER=1\n");
                let items = items(text.as_bytes());
                let (Line::Assignment(Assignment { value: (from, to), quote, .. }), ..) = items[0] else { panic!("{text}") };
                prop_assert_eq!(&text[from..to], value.as_str());
                prop_assert!(quote != Quote::Double && items.len() == 2);
            }
        }
    }

    #[test]
    fn a_value_is_written_as_every_reader_reads_it() {
        for (value, spelling) in [
            ("", Some("")),
            ("abc_1.2:/+=%-", Some("abc_1.2:/+=%-")),
            ("a b", Some("'a b'")),
            ("ab#cd", Some("'ab#cd'")),
            ("ab$cd", Some("'ab$cd'")),
            ("say \"x\"", Some("'say \"x\"'")),
            ("`x`", Some("'`x`'")),
            ("[a, b]", Some("'[a, b]'")),
            ("it's", None),
            ("two\nlines", None),
            ("a\\b", None),
            ("${x}", None),
        ] {
            assert_eq!(written(value).as_deref(), spelling, "{value}");
        }
    }

    #[test]
    fn an_escape_is_replaced_only_where_shells_do() {
        let mut unescaped = Vec::new();
        unescape(br#"a\"\\\$\n\r\t\q\'\"#, |byte| unescaped.push(byte));
        assert_eq!(String::from_utf8(unescaped).unwrap(), "a\"\\$\n\r\t\\q\\'\\");
    }
}
