//! Reads a TOML document.

mod mask;

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::node::{Entries, Node, Reader, float, integer};
use crate::source::document::page::{DocumentText, SyntaxFault};
use crate::source::document::toml::mask::{Mask, Scalar};
use figment::value::{Dict, Value as Tree};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::decoder::ScalarKind;

/// Reads a document. The parser is given a copy without values, since it and its errors keep copies of their input.
pub(super) fn read<R: Reader>(page: &DocumentText<'_>, reader: R) -> Result<R::Output, SyntaxFault> {
    let mask = Mask::of(page.text)?;
    let table = DeTable::parse(mask.text()).map_err(|error| SyntaxFault {
        at: error.span().map_or(0, |span| span.start),
        // Only rules that depend on keys can still fail.
        expected: "each key and each table once",
    })?;
    let root = TomlItem::Root(table.get_ref());
    reader.read(&TomlEntry { page, mask: &mask, item: root })
}

/// A value in a TOML document.
#[derive(Clone, Copy)]
struct TomlEntry<'a> {
    page: &'a DocumentText<'a>,
    mask: &'a Mask,
    item: TomlItem<'a>,
}

#[derive(Clone, Copy)]
enum TomlItem<'a> {
    Root(&'a DeTable<'a>),
    Value(&'a Spanned<DeValue<'a>>),
}

impl<'a> TomlEntry<'a> {
    fn with(self, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { item: TomlItem::Value(value), ..self }
    }

    fn table(self) -> Option<&'a DeTable<'a>> {
        match self.item {
            TomlItem::Root(table) => Some(table),
            TomlItem::Value(value) => value.get_ref().as_table(),
        }
    }

    fn array(self) -> Option<&'a [Spanned<DeValue<'a>>]> {
        match self.item {
            TomlItem::Root(_) => None,
            TomlItem::Value(value) => value.get_ref().as_array().map(AsRef::as_ref),
        }
    }

    fn start(self) -> usize {
        match self.item {
            TomlItem::Root(_) => 0,
            TomlItem::Value(value) => value.span().start,
        }
    }

    /// The value as written in the document, if it is neither a table nor a list.
    fn scalar(self) -> Option<Scalar> {
        match (self.table(), self.array()) {
            (None, None) => self.mask.scalar(self.page.text, self.start()),
            _ => None,
        }
    }
}

impl Node for TomlEntry<'_> {
    fn kind(&self) -> &'static str {
        match self.scalar() {
            Some(scalar) => match scalar.kind {
                ScalarKind::String => "string",
                ScalarKind::Boolean(_) => "boolean",
                ScalarKind::DateTime => "datetime",
                ScalarKind::Float => "float",
                ScalarKind::Integer(_) => "integer",
            },
            None if self.table().is_some() => "table",
            None => "array",
        }
    }

    fn entries(&self) -> Result<Option<Entries<Self>>, SyntaxFault> {
        let entries = self.table().map(|table| {
            let entries = table.iter();
            entries.map(|(name, value)| (name.get_ref().clone().into_owned(), self.with(value))).collect()
        });
        Ok(entries)
    }

    fn entry(&self, name: &str) -> Result<Option<Self>, SyntaxFault> {
        Ok(self.table().and_then(|table| table.get(name)).map(|value| self.with(value)))
    }

    fn text(&self) -> Result<Option<Value>, SyntaxFault> {
        let text = self.scalar().filter(|scalar| scalar.kind == ScalarKind::String);
        Ok(text.map(|scalar| Value::new(scalar.into_bytes())))
    }

    fn tree(&self) -> Result<Tree, SyntaxFault> {
        if let Some(scalar) = self.scalar() {
            return Ok(tree(&scalar));
        }
        if let Some(items) = self.array() {
            let items: Result<Vec<Tree>, SyntaxFault> =
                items.iter().map(|item| self.with(item).tree()).collect();
            return items.map(Tree::from);
        }
        let entries = self.entries()?.unwrap_or_default().into_iter();
        entries
            .map(|(name, entry)| Ok((name, entry.tree()?)))
            .collect::<Result<Dict, SyntaxFault>>()
            .map(Tree::from)
    }

    fn is_table(&self) -> bool {
        self.table().is_some()
    }

    fn origin(&self, key: String) -> Origin {
        self.page.origin(key, self.start())
    }

    fn problem(&self, fault: &SyntaxFault) -> Box<ProblemKind> {
        self.page.problem(fault)
    }
}

/// A scalar as figment has it.
fn tree(scalar: &Scalar) -> Tree {
    let text = scalar.as_str();
    match scalar.kind {
        ScalarKind::Boolean(flag) => flag.into(),
        ScalarKind::Integer(radix) => integer(text, radix.value()),
        ScalarKind::Float => float(text),
        ScalarKind::String | ScalarKind::DateTime => text.into(),
    }
}
