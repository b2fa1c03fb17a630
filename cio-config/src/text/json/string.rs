//! Decodes a JSON string into a buffer that is wiped: the parser's own buffer would keep a copy.

use serde_json::value::RawValue;
use zeroize::Zeroizing;

/// The decoded string, or `None` for a value that is not a string. The fault is a byte of the value: see [`unescaped`].
pub(crate) fn text(raw: &RawValue) -> Result<Option<Zeroizing<Vec<u8>>>, usize> {
    let quoted = raw.get().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.map(|quoted| unescaped(quoted).map_err(|at| at + 1)).transpose()
}

/// The content of a string that a parser has accepted, with its escapes replaced, or the byte at which half
/// a character is alone: two escapes of surrogates make one character.
fn unescaped(raw: &str) -> Result<Zeroizing<Vec<u8>>, usize> {
    // Never longer than the source, so the buffer never grows.
    let mut text = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    while let Some(plain) = raw[at..].find('\\') {
        text.extend_from_slice(&raw.as_bytes()[at..at + plain]);
        let (char, length) = escape(&raw[at + plain..]).ok_or(at + plain)?;
        text.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        at += plain + length;
    }
    text.extend_from_slice(&raw.as_bytes()[at..]);
    Ok(text)
}

/// The character that an escape encodes, and the length of the escape.
fn escape(raw: &str) -> Option<(char, usize)> {
    let short = match raw.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(raw),
        char => char::from(*char),
    };
    Some((short, 2))
}

fn unicode(raw: &str) -> Option<(char, usize)> {
    let first = unit(raw)?;
    if let Some(char) = char::from_u32(first) {
        return Some((char, 6));
    }
    let second = unit(raw.get(6..)?)?;
    let pair = char::decode_utf16([u16::try_from(first).ok()?, u16::try_from(second).ok()?]).next()?;
    Some((pair.ok()?, 12))
}

/// The four hexadecimal digits of `\uXXXX`.
fn unit(raw: &str) -> Option<u32> {
    let digits = raw.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn every_escape_is_what_a_parser_says_it_is() {
        for raw in [
            "",
            "plain",
            r#"\"\\\/\b\f\n\r\t"#,
            r"\u0041\u00e9\u20AC",
            r"a\ud83d\ude00b",
            "é\\u0000€",
            r"\\u0041",
            r"\uFFFD\u005c\u0022",
        ] {
            let expected: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
            let text = unescaped(raw).unwrap();
            assert_eq!(text.as_slice(), expected.as_bytes(), "{raw}");
            assert!(text.capacity() <= raw.len(), "it has grown: {raw}");
        }
    }

    #[test]
    fn half_a_character_is_reported_by_its_place() {
        for (raw, at) in [
            (r"ab\ud83d", 2),
            (r"\ude00", 0),
            (r"a\ud83dx", 1),
            (r"\ud83d\u0041", 0),
            (r"\ud83d\n", 0),
            (r"\ud83dé€", 0),
        ] {
            assert!(serde_json::from_str::<String>(&format!("\"{raw}\"")).is_err());
            assert_eq!(unescaped(raw).unwrap_err(), at, "{raw}");
        }
    }
}
