//! Text from outside in a message: names, paths and keys may hold characters that forge a line of a log or hide others.

use std::fmt::{self, Display, Write};

/// Writes to a message, and escapes invisible characters: control characters, line and paragraph separators, blanks
/// other than the space, characters without width, and those that turn the direction of writing.
pub(crate) struct Escaping<W>(pub(crate) W);

impl<W: Write> Write for Escaping<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut plain = text;
        while let Some((at, char)) = plain.char_indices().find(|(_, char)| is_hidden(*char)) {
            self.0.write_str(&plain[..at])?;
            match char {
                '\n' | '\r' | '\t' => write!(self.0, "{}", char.escape_default())?,
                _ => write!(self.0, "{}", char.escape_unicode())?,
            }
            plain = &plain[at + char.len_utf8()..];
        }
        self.0.write_str(plain)
    }
}

/// Shows a value with such characters escaped.
pub(crate) struct Escaped<T>(pub(crate) T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

fn is_hidden(char: char) -> bool {
    char.is_control()
        || (char.is_whitespace() && char != ' ')
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn only_invisible_characters_are_escaped() {
        for (text, shown) in [
            ("", ""),
            ("a b-é€😀`\\", "a b-é€😀`\\"),
            ("a\nb\r\t", "a\\nb\\r\\t"),
            ("\u{1b}[31m\0", "\\u{1b}[31m\\u{0}"),
            ("a\u{a0}b\u{85}\u{2028}", "a\\u{a0}b\\u{85}\\u{2028}"),
            ("\u{202e}txt\u{200b}\u{feff}", "\\u{202e}txt\\u{200b}\\u{feff}"),
        ] {
            assert_eq!(Escaped(text).to_string(), shown);
        }
    }
}
