//! A copy of a TOML document that has its shape and none of its values, and the way back to them.

use crate::source::document::page::SyntaxFault;
use toml_datetime::Datetime;
use toml_parser::decoder::{Encoding, ScalarKind, StringBuilder};
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Source};
use zeroize::Zeroizing;

/// The copy: byte for byte as long as the document, with the same keys at the same places. Strings are full of `x`,
/// other values are numbers, and comments are empty.
pub(super) struct Mask {
    text: String,
    /// The scalars of the document, in their order.
    scalars: Vec<Event>,
}

/// A scalar, decoded.
pub(super) struct Scalar {
    pub(super) kind: ScalarKind,
    decoded: Buffer,
}

/// How deep tables and lists may be nested in each other: as deep as the crate `toml` lets them.
const DEPTH: u32 = 80;

impl Mask {
    /// Reads a document as far as its values and its grammar go. The only fault left to find is a repeated key.
    pub(super) fn of(text: &str) -> Result<Self, SyntaxFault> {
        let events = events(text)?;
        let mut scalars = Vec::with_capacity(events.len() / 4);
        let mut masked = vec![b' '; text.len()];
        for event in events {
            let range = event.span().start()..event.span().end();
            let space = &mut masked[range.clone()];
            match event.kind() {
                EventKind::Scalar => {
                    check(text, &event)?;
                    fill(space, event.encoding());
                    scalars.push(event);
                }
                EventKind::Comment => space[0] = b'#',
                _ => space.copy_from_slice(&text.as_bytes()[range]),
            }
        }
        let text = String::from_utf8(masked).map_err(|_| SyntaxFault { at: 0, expected: "TOML" })?;
        Ok(Self { text, scalars })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The scalar of the document that starts at a byte.
    pub(super) fn scalar(&self, original: &str, start: usize) -> Option<Scalar> {
        let index = self.scalars.binary_search_by_key(&start, |event| event.span().start()).ok()?;
        let event = &self.scalars[index];
        let mut buffer = Buffer::new(event.span().len());
        let kind = Source::new(original).get(event)?.decode_scalar(&mut buffer, &mut ());
        Some(Scalar { kind, decoded: buffer })
    }
}

impl Scalar {
    pub(super) fn as_str(&self) -> &str {
        self.decoded.as_str()
    }

    pub(super) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.decoded.0
    }
}

/// The document as a list of keys, values and the bytes between them.
fn events(text: &str) -> Result<Vec<Event>, SyntaxFault> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events = Vec::with_capacity(tokens.len());
    let mut error = None;
    let mut blanks = ValidateWhitespace::new(&mut events, source);
    let mut guard = RecursionGuard::new(&mut blanks, DEPTH);
    parse_document(&tokens, &mut guard, &mut error);
    match error {
        Some(error) => Err(fault(text, &error, 0)),
        None => Ok(events),
    }
}

/// Whether a scalar is one.
fn check(text: &str, event: &Event) -> Result<(), SyntaxFault> {
    let start = event.span().start();
    let Some(raw) = Source::new(text).get(event) else {
        return Err(SyntaxFault { at: start, expected: "TOML" });
    };
    let mut error: Option<ParseError> = None;
    let kind = raw.decode_scalar(&mut (), &mut error);
    match error {
        Some(error) => Err(fault(text, &error, start)),
        None if kind == ScalarKind::DateTime && raw.as_str().parse::<Datetime>().is_err() => {
            Err(SyntaxFault { at: start, expected: "a date or a time" })
        }
        None => Ok(()),
    }
}

/// The place of an error. Its words are dropped: they are about the text.
fn fault(text: &str, error: &ParseError, otherwise: usize) -> SyntaxFault {
    let span = error.unexpected().or(error.context());
    let at = span.map_or(otherwise, |span| span.start());
    match unquoted_value(text, at) {
        Some(at) => SyntaxFault { at, expected: "quotes around the value: they are missing" },
        None if text.trim_start().starts_with('{') => {
            SyntaxFault { at, expected: "TOML, but the document begins as JSON does" }
        }
        None => SyntaxFault { at, expected: "TOML" },
    }
}

/// Where the value begins in whose line a mistake is, if it begins as a word does and not as a value of TOML.
fn unquoted_value(text: &str, at: usize) -> Option<usize> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |feed| feed + 1);
    let line = text[start..].lines().next()?;
    let (key, value) = line.split_once('=')?;
    let value = value.trim_start();
    let begins = start + line.len() - value.len();
    let is_key = !key.contains(['"', '\'', '#']);
    let is_word = value.starts_with(|char: char| !char.is_whitespace() && !"\"'[{#".contains(char));
    (is_key && is_word && begins <= at).then_some(begins)
}

/// Puts something of the same length and kind in the place of a scalar.
fn fill(space: &mut [u8], encoding: Option<Encoding>) {
    let (quote, length) = match encoding {
        None => return space.fill(b'1'),
        Some(Encoding::BasicString) => (b'"', 1),
        Some(Encoding::LiteralString) => (b'\'', 1),
        Some(Encoding::MlBasicString) => (b'"', 3),
        Some(Encoding::MlLiteralString) => (b'\'', 3),
    };
    space.fill(b'x');
    let end = space.len() - length;
    space[..length].fill(quote);
    space[end..].fill(quote);
}

/// A buffer that never grows: decoded text is never longer than its source.
struct Buffer(Zeroizing<Vec<u8>>);

impl Buffer {
    fn new(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn push(&mut self, bytes: &[u8]) -> bool {
        let fits = self.0.capacity() - self.0.len() >= bytes.len();
        if fits {
            self.0.extend_from_slice(bytes);
        }
        fits
    }
}

impl<'s> StringBuilder<'s> for Buffer {
    fn clear(&mut self) {
        self.0.clear();
    }

    fn push_str(&mut self, append: &'s str) -> bool {
        self.push(append.as_bytes())
    }

    fn push_char(&mut self, append: char) -> bool {
        self.push(append.encode_utf8(&mut [0; 4]).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use toml::de::{DeTable, DeValue};

    /// The value of the one key: in the document, in the mask, and as the parser reads it without a mask.
    fn string(text: &str) -> (String, String) {
        let mask = Mask::of(text).unwrap();
        let masked = DeTable::parse(mask.text()).unwrap();
        let start = masked.get_ref().values().next().unwrap().span().start;
        let scalar = mask.scalar(text, start).unwrap();
        let whole = DeTable::parse(text).unwrap();
        let DeValue::String(expected) = whole.get_ref().values().next().unwrap().get_ref() else { panic!() };
        (scalar.as_str().to_owned(), expected.clone().into_owned())
    }

    #[test]
    fn every_kind_of_string_is_decoded_as_the_parser_does() {
        for value in [
            r#""""#,
            "''",
            r#""a\"b\\c\u0041\U0001F600\x41\e\b\t\n\f\r""#,
            r"'a\u0041'",
            "\"\"\"\nfirst\r\nsecond \\\n   third \"\"quoted\"\" \"\"\"",
            "\"\"\"\"quoted\"\"\"\"",
            "'''\n'it''s'''",
            "\"é€😀\"",
        ] {
            let (found, expected) = string(&format!("key = {value} # comment\n"));
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn a_mask_has_keys_and_no_values() {
        let text = "# secret\n[a.'b c']\nd = \"secret\" # secret\ne = [1234, 'secret', 1979-05-27 07:32:00, {f = '''\nsecret\n'''}]\n";
        let mask = Mask::of(text).unwrap();
        assert_eq!(
            mask.text(),
            "#       \n[a.'b c']\nd = \"xxxxxx\" #       \ne = [1111, 'xxxxxx', 1111111111111111111, {f = '''xxxxxxxx'''}]\n"
        );
    }

    #[test]
    fn documents_that_the_parser_refuses_are_refused_before_it_sees_them() {
        let nested = format!("a = {}1{}", "[".repeat(81), "]".repeat(81));
        for text in [
            "a",
            "a =",
            "a = secret",
            "a = \"secret",
            "a = 'x\u{7}'",
            "a = \"\\q\"",
            "a = \"\\ud800\"",
            "a = 1979-13-45",
            "a = 25:00:00",
            "a = 1.2.3",
            "a = 01",
            "a = 1__0",
            "a = tru",
            "a = [1 2]",
            "a = {b = 1 c = 2}",
            "[a",
            "[a]]",
            "a b = 1",
            "# \u{7}",
            "a = '''b",
            "a = \"\"\"b\\q\"\"\"",
            &nested,
        ] {
            assert!(DeTable::parse(text).is_err(), "{text}");
            assert!(Mask::of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn documents_that_the_parser_accepts_are_accepted() {
        for text in [
            "",
            "\n\r\n",
            "a = 1_000",
            "a = 0xdead_BEEF",
            "a = +1.5e-3",
            "a = [inf, -nan, +inf]",
            "a = 1979-05-27T07:32:00.5Z",
            "a = 07:32:00",
            "a.b.'c d' = true",
            "a = {b = 1, c = {d = []},}",
            "[[a]]\n[a.b]\n[[a]]\n",
            "a = [\n1, # one\n2,\n]",
        ] {
            assert!(DeTable::parse(text).is_ok(), "{text}");
            let taken = Mask::of(text).is_ok_and(|mask| DeTable::parse(mask.text()).is_ok());
            assert_eq!(taken, DeTable::parse(text).is_ok(), "{text}");
        }
    }
}
