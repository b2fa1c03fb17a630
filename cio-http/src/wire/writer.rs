//! Writes one JSON object straight into a body, member by member.

use super::finite;
use super::input::InvalidInput;
use super::object::Object;
use super::unix_time::UnixTime;
use bytes::Bytes;
use serde::Serialize;

/// An object that is open: its members go to the end of the text as they come.
///
/// Unlike [`Object`] it neither keeps its members apart nor looks for a name set twice, so it adds no cost to writing.
pub(crate) struct Writer<'a> {
    text: &'a mut Vec<u8>,
    is_empty: bool,
}

impl<'a> Writer<'a> {
    /// Writes one object: the braces, and between them the members.
    pub(crate) fn write(
        text: &mut Vec<u8>,
        members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
    ) -> Result<(), InvalidInput> {
        let mut object = Writer::begin(text);
        members(&mut object)?;
        object.end();
        Ok(())
    }

    /// A body that is one object, in a new buffer with this capacity.
    pub(crate) fn body(
        room: usize,
        members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
    ) -> Result<Bytes, InvalidInput> {
        let mut text = Vec::with_capacity(room);
        Self::write(&mut text, members)?;
        Ok(text.into())
    }

    pub(crate) fn begin(text: &'a mut Vec<u8>) -> Self {
        text.push(b'{');
        Self { text, is_empty: true }
    }

    /// A member; `name` needs no escapes, and is what an error names.
    pub(crate) fn value<T>(&mut self, name: &'static str, value: &T) -> Result<(), InvalidInput>
    where
        T: Serialize + ?Sized,
    {
        finite::write(name, value, self.key(name))
    }

    pub(crate) fn text(&mut self, name: &'static str, value: &str) {
        quoted(value, self.key(name));
    }

    /// A string that is known to need no escapes, such as a ULID.
    pub(crate) fn plain(&mut self, name: &'static str, value: &str) {
        copied(value, self.key(name));
    }

    pub(crate) fn time(&mut self, name: &'static str, time: Option<UnixTime>) -> Result<(), InvalidInput> {
        match time {
            Some(time) => self.value(name, &time.seconds(name)?),
            None => Ok(()),
        }
    }

    /// A member that is an object, unless nothing is set in it.
    pub(crate) fn object(&mut self, name: &'static str, object: &Object) -> Result<(), InvalidInput> {
        if object.is_empty() { Ok(()) } else { object.write_to(self.key(name)) }
    }

    /// A member whose value is written by `write`.
    pub(crate) fn with(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), InvalidInput>,
    ) -> Result<(), InvalidInput> {
        write(self.key(name))
    }

    fn end(self) {
        self.text.push(b'}');
    }

    fn key(&mut self, name: &'static str) -> &mut Vec<u8> {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.text.push(b',');
        }
        copied(name, self.text);
        self.text.push(b':');
        self.text
    }
}

/// Writes a JSON string: names, IDs and digits, which need no escapes, are copied in one piece.
pub(super) fn quoted(value: &str, text: &mut Vec<u8>) {
    // The bytes that `serde_json` escapes.
    let is_escaped = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    if value.as_bytes().iter().any(is_escaped) {
        serde_json::to_writer(text, value)
            .expect("a string is valid JSON, and writing to a `Vec` never fails");
    } else {
        copied(value, text);
    }
}

fn copied(value: &str, text: &mut Vec<u8>) {
    // One more for what follows, a comma, a colon or a brace.
    text.reserve(value.len() + 3);
    text.push(b'"');
    text.extend_from_slice(value.as_bytes());
    text.push(b'"');
}

/// Writes a list; the text between the elements is the commas.
pub(crate) fn list<T>(
    text: &mut Vec<u8>,
    elements: &[T],
    write: impl Fn(&T, &mut Vec<u8>) -> Result<(), InvalidInput>,
) -> Result<(), InvalidInput> {
    text.push(b'[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            text.push(b',');
        }
        write(element, text)?;
    }
    text.push(b']');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Writer, finite, list, quoted};

    #[test]
    fn a_string_is_written_as_serde_json_writes_it() {
        let every = (0..=0x2100).filter_map(char::from_u32).map(|char| char.to_string());
        for value in every.chain(["".into(), "a\"b".into(), "01E4C4CT6YDC7Y5M7FE1GWWPQJ".into()]) {
            let mut text = Vec::new();
            quoted(&value, &mut text);
            assert_eq!(text, serde_json::to_vec(&value).unwrap(), "{value:?}");
        }
    }

    #[test]
    fn members_are_written_in_the_order_in_which_they_came() {
        let mut text = b"[".to_vec();
        let mut writer = Writer::begin(&mut text);
        writer.text("name", "a\"b");
        writer.time("timestamp", None).unwrap();
        writer.time("timestamp", Some(7.into())).unwrap();
        writer.with("list", |text| list(text, &[1, 2], |n, text| finite::write("n", n, text))).unwrap();
        writer.end();
        assert_eq!(text, br#"[{"name":"a\"b","timestamp":7,"list":[1,2]}"#);
    }

    #[test]
    fn a_fault_names_the_member() {
        let mut text = Vec::new();
        let fault = Writer::begin(&mut text).value("score", &f64::NAN).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "score has a number that is NaN or infinite, which JSON cannot represent"
        );
    }
}
