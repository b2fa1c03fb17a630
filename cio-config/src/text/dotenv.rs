//! The grammar of a `.env` file, line by line, as const fns: the compiler reads a committed example with the code that
//! reads the real one.
//!
//! `NAME=value`, with an optional `export` before it. Blanks around name and unquoted value are dropped. An unquoted value
//! ends before a blank followed by `#`, or with the line; `'…'` is literal; `"…"` knows a few escapes. After a closing
//! quote only blanks and a comment may follow. A value never goes on in the next line. CRLF ends a line as LF does.

use std::borrow::Cow;

/// One line of the file.
pub(crate) enum Line {
    /// Nothing, or a comment.
    Blank,
    /// A name and its value.
    Assignment(Assignment),
    /// Something else, at this byte of the file.
    Fault { at: usize, expected: &'static str },
}

/// A name and its value, as ranges of the file. The value of a quoted one stands between its quotes.
pub(crate) struct Assignment {
    pub(crate) name: (usize, usize),
    pub(crate) value: (usize, usize),
    pub(crate) quote: Quote,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub(crate) enum Quote {
    None,
    Single,
    Double,
}

/// Where the first line starts: after a byte order mark, if there is one.
pub(crate) const fn start(text: &[u8]) -> usize {
    if matches!(text, [0xEF, 0xBB, 0xBF, ..]) { 3 } else { 0 }
}

/// The line that starts at `at`, and where the next one starts.
pub(crate) const fn line(text: &[u8], at: usize) -> (Line, usize) {
    let mut feed = at;
    while feed < text.len() && text[feed] != b'\n' {
        feed += 1;
    }
    let end = if feed > at && text[feed - 1] == b'\r' && feed < text.len() { feed - 1 } else { feed };
    (content(text, at, end), feed + 1)
}

/// A value as it must be written for the grammar to read it back: as it is, or else in quotes.
pub(crate) fn written(value: &str) -> Cow<'_, str> {
    if reads_as(value, value) {
        return value.into();
    }
    let literal = format!("'{value}'");
    if reads_as(&literal, value) {
        return literal.into();
    }
    let escapes = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")];
    let escaped = escapes.iter().fold(value.to_owned(), |text, (char, escape)| text.replace(char, escape));
    format!("\"{escaped}\"").into()
}

/// Whether what is written without escapes is read as `value`.
fn reads_as(written: &str, value: &str) -> bool {
    let text = format!("_={written}\n");
    match line(text.as_bytes(), 0) {
        (Line::Assignment(Assignment { value: (start, end), .. }), _) => text.get(start..end) == Some(value),
        _ => false,
    }
}

/// Where the name of a line begins: after blanks and `export`.
pub(crate) const fn name_start(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < text.len() && text[end] != b'\n' {
        end += 1;
    }
    skip_export(text, skip_blanks(text, at, end), end)
}

const fn content(text: &[u8], at: usize, end: usize) -> Line {
    let start = skip_blanks(text, at, end);
    if start == end || text[start] == b'#' {
        return Line::Blank;
    }
    let start = skip_export(text, start, end);
    let mut name_end = start;
    while name_end < end && is_name(text[name_end]) {
        name_end += 1;
    }
    let equals = skip_blanks(text, name_end, end);
    if name_end == start || equals == end || text[equals] != b'=' {
        return Line::Fault { at: equals, expected: "`NAME=value`" };
    }
    value(text, (start, name_end), equals + 1, end)
}

const fn value(text: &[u8], name: (usize, usize), after_equals: usize, end: usize) -> Line {
    let start = skip_blanks(text, after_equals, end);
    let quote = match text {
        _ if start == end => Quote::None,
        _ if text[start] == b'\'' => Quote::Single,
        _ if text[start] == b'"' => Quote::Double,
        _ => Quote::None,
    };
    match quote {
        Quote::None => {
            let value = (start, unquoted_end(text, after_equals, start, end));
            Line::Assignment(Assignment { name, value, quote })
        }
        Quote::Single | Quote::Double => quoted(text, name, start, end, quote),
    }
}

const fn quoted(text: &[u8], name: (usize, usize), open: usize, end: usize, quote: Quote) -> Line {
    let mut close = open + 1;
    while close < end && text[close] != text[open] {
        close += if matches!(quote, Quote::Double) && text[close] == b'\\' { 2 } else { 1 };
    }
    if close >= end {
        return Line::Fault { at: open, expected: "a closing quote on the same line" };
    }
    let after = skip_blanks(text, close + 1, end);
    if after < end && text[after] != b'#' {
        return Line::Fault { at: after, expected: "nothing but a comment after the closing quote" };
    }
    Line::Assignment(Assignment { name, value: (open + 1, close), quote })
}

/// Where an unquoted value ends: before the blanks that end the line or stand before a comment.
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
