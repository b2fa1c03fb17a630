//! Reads a JSON document.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::node::{Entries, Node, Reader, float, integer};
use crate::source::document::page::{DocumentText, SyntaxFault};
use crate::text::json;
use crate::text::json::object::Object;
use figment::value::{Dict, Empty, Tag, Value as Tree};
use serde_json::value::RawValue;

/// Reads a document. The parser looks for where values start and end, and decodes none.
pub(super) fn read<R: Reader>(page: &DocumentText<'_>, reader: R) -> Result<R::Output, SyntaxFault> {
    let raw: &RawValue = serde_json::from_str(page.text)
        .map_err(|error| fault(page.text, offset(page.text, error.line(), error.column())))?;
    let root = JsonEntry { page, raw, depth: 0 };
    if !root.is_table() {
        return Err(SyntaxFault { at: root.start(), expected: "an object" });
    }
    reader.read(&root)
}

/// A mistake at a byte. The parser stops inside a word that has no quotes.
fn fault(text: &str, at: usize) -> SyntaxFault {
    let is_word = |char: char| !char.is_whitespace() && !"\"{}[]:,".contains(char);
    let before = text.get(..at).map_or("", |before| before.trim_end_matches(is_word));
    let begins_word = text[before.len()..].starts_with(is_word);
    if begins_word && before.trim_end().ends_with(':') {
        return SyntaxFault { at: before.len(), expected: "quotes around the value: they are missing" };
    }
    SyntaxFault { at, expected: "JSON" }
}

/// The byte of a line and column, as the parser counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before + column.saturating_sub(1)
}

/// A value in a JSON document, as it is written there.
#[derive(Clone, Copy)]
struct JsonEntry<'a> {
    page: &'a DocumentText<'a>,
    raw: &'a RawValue,
    depth: usize,
}

/// How deep objects and lists may be nested in each other.
const DEPTH: usize = 80;

impl<'a> JsonEntry<'a> {
    fn start(self) -> usize {
        (self.raw.get().as_ptr() as usize).saturating_sub(self.page.text.as_ptr() as usize)
    }

    fn with(self, raw: &'a RawValue) -> Self {
        Self { raw, depth: self.depth + 1, ..self }
    }

    fn fault(self, expected: &'static str) -> SyntaxFault {
        SyntaxFault { at: self.start(), expected }
    }

    fn number(self) -> Tree {
        let text = self.raw.get();
        if text.contains(['.', 'e', 'E']) { float(text) } else { integer(text, 10) }
    }

    fn items(self) -> Result<Tree, SyntaxFault> {
        let items: Vec<&RawValue> = serde_json::from_str(self.raw.get()).map_err(|_| self.fault("a list"))?;
        let items: Result<Vec<Tree>, SyntaxFault> =
            items.into_iter().map(|raw| self.with(raw).tree()).collect();
        items.map(Tree::from)
    }
}

impl Node for JsonEntry<'_> {
    fn kind(&self) -> &'static str {
        if self.is_table() { "table" } else { json::kind(self.raw) }
    }

    fn is_table(&self) -> bool {
        json::kind(self.raw) == "object"
    }

    fn entries(&self) -> Result<Option<Entries<Self>>, SyntaxFault> {
        if !self.is_table() {
            return Ok(None);
        }
        if self.depth > DEPTH {
            return Err(self.fault("fewer objects within each other"));
        }
        let object: Object<'_> =
            serde_json::from_str(self.raw.get()).map_err(|_| self.fault("keys that are text"))?;
        if let Some(second) = object.second_of_its_name() {
            return Err(self.with(second).fault("each key once"));
        }
        Ok(Some(object.into_entries().map(|(name, raw)| (name, self.with(raw))).collect()))
    }

    fn text(&self) -> Result<Option<Value>, SyntaxFault> {
        let text = json::string::text(self.raw).map_err(|at| SyntaxFault {
            at: self.start() + at,
            expected: "an escape that is a character: a surrogate is half of one",
        });
        text.map(|text| text.map(Value::new))
    }

    fn tree(&self) -> Result<Tree, SyntaxFault> {
        if let Some(text) = self.text()? {
            return Ok(text.text().unwrap_or_default().into());
        }
        if let Some(entries) = self.entries()? {
            let entries = entries.into_iter().map(|(name, entry)| Ok((name, entry.tree()?)));
            return entries.collect::<Result<Dict, SyntaxFault>>().map(Tree::from);
        }
        match self.kind() {
            "array" if self.depth > DEPTH => Err(self.fault("fewer lists within each other")),
            "array" => self.items(),
            "boolean" => Ok((self.raw.get() == "true").into()),
            "null" => Ok(Tree::Empty(Tag::Default, Empty::None)),
            _ => Ok(self.number()),
        }
    }

    fn origin(&self, key: String) -> Origin {
        self.page.origin(key, self.start())
    }

    fn problem(&self, fault: &SyntaxFault) -> Box<ProblemKind> {
        self.page.problem(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn a_line_and_a_column_are_a_byte() {
        assert_eq!((offset("", 1, 0), offset("ab", 1, 2), offset("a\nbc", 2, 2)), (0, 1, 3));
    }
}
