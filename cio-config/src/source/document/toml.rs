//! Reads the table of a TOML file that is ours.

use super::{Document, TABLE, Text, position};
use crate::Role;
use crate::source::Value;
use figment::value::{Dict, Value as Node};
use toml::de::{DeInteger, DeTable, DeValue};

/// Reads a file, or tells the byte at which it is no TOML. The first handle is `first`.
pub(super) fn read(content: &[u8], first: usize) -> Result<Document, usize> {
    let text = std::str::from_utf8(content).map_err(|error| error.valid_up_to())?;
    // The parser's own message quotes the file, so its place is all that is taken from it.
    let table = DeTable::parse(text).map_err(|error| error.span().map_or(0, |span| span.start))?;
    let mut reader =
        Reader { content, first, document: Document { tree: Dict::new(), texts: vec![], lines: vec![] } };
    if let Some(DeValue::Table(ours)) = table.get_ref().get(TABLE).map(toml::Spanned::get_ref) {
        let tree = reader.table(ours, TABLE);
        reader.document.tree.insert(TABLE.to_owned(), tree.into());
    }
    Ok(reader.document)
}

struct Reader<'a> {
    content: &'a [u8],
    first: usize,
    document: Document,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, path: &str) -> Dict {
        let mut dict = Dict::new();
        for (name, value) in table {
            let name = name.get_ref().as_ref();
            let path = format!("{path}.{name}");
            let node = match value.get_ref() {
                DeValue::Table(inner) => self.table(inner, &path).into(),
                credential if is_credential(name) => self.handle(credential),
                setting => node(setting),
            };
            let (line, _) = position(self.content, value.span().start);
            self.document.lines.push((path, line));
            dict.insert(name.to_owned(), node);
        }
        dict
    }

    /// Takes a credential's text out, and leaves its number.
    fn handle(&mut self, value: &DeValue<'_>) -> Node {
        let text = match value {
            DeValue::String(text) => Text::Value(Value::copy_of(text.as_bytes())),
            other => Text::Other(other.type_str()),
        };
        self.document.texts.push(text);
        (self.first + self.document.texts.len() - 1).into()
    }
}

/// Whether a key is that of a credential, in whatever table it stands.
fn is_credential(name: &str) -> bool {
    Role::ALL.iter().any(|role| role.file_key() == name)
}

fn node(value: &DeValue<'_>) -> Node {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(integer) => whole(integer),
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(float) => float.into(),
            Err(_) => float.as_str().into(),
        },
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(time) => time.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| node(item.get_ref())).collect::<Vec<_>>().into(),
        DeValue::Table(table) => table
            .iter()
            .map(|(name, value)| (name.get_ref().as_ref().to_owned(), node(value.get_ref())))
            .collect::<Dict>()
            .into(),
    }
}

/// An integer as it is, or as text where it is larger than any that a setting could take.
fn whole(integer: &DeInteger<'_>) -> Node {
    match i128::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) => number.into(),
        Err(_) => integer.as_str().into(),
    }
}
