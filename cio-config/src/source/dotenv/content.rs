//! The content of a `.env` file: its assignments, and the lines with a mistake.

use crate::finding::kind::ProblemKind;
use crate::text::dotenv as grammar;
use crate::text::dotenv::{Assignment, Line, Quote, Span};
use crate::text::wiped::{self, WipedBytes};
use std::fmt;
use zeroize::Zeroizing;

/// The content; `None` if the file does not exist.
#[derive(Default)]
pub(super) struct DotenvContent {
    pub(super) text: Option<Zeroizing<Vec<u8>>>,
    pub(super) items: Vec<ContentItem>,
    pub(super) problem: Option<ProblemKind>,
}

/// An assignment, or a line with a mistake.
pub(super) struct ContentItem {
    pub(super) line: Line,
    /// The number of its first line, from 1.
    pub(super) number: usize,
    pub(super) span: Span,
}

impl DotenvContent {
    pub(super) fn of(text: Zeroizing<Vec<u8>>) -> Self {
        let mut items = Vec::new();
        let (mut at, mut number) = (grammar::start(&text), 1);
        while at < text.len() {
            let (line, next) = grammar::line(&text, at);
            if !matches!(line, Line::Blank) {
                items.push(ContentItem { line, number, span: (at, next) });
            }
            (at, number) = (next, number + grammar::lines(&text, at, next));
        }
        Self { text: Some(text), items, problem: None }
    }

    pub(super) fn text(&self) -> &[u8] {
        self.text.as_ref().map_or(&[], |text| text.as_slice())
    }

    /// The assignments to a name, in their order. All names are compared: a load asks for few.
    pub(super) fn assignments<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a ContentItem, &'a Assignment)> {
        self.items.iter().filter_map(move |item| match &item.line {
            Line::Assignment(found) if self.part(found.name) == name.as_bytes() => Some((item, found)),
            _ => None,
        })
    }

    pub(super) fn begins_with(&self, item: &ContentItem, wanted: &str) -> bool {
        matches!(item.line, Line::Fault { name: Some(name), is_export: false, .. } if self.part(name) == wanted.as_bytes())
    }

    pub(super) fn value(&self, Assignment { value, quote, .. }: &Assignment) -> WipedBytes {
        let raw = self.part(*value);
        if *quote != Quote::Double {
            return WipedBytes::new(raw.into());
        }
        // Never longer than the source, so the buffer never grows.
        let mut value = Zeroizing::new(Vec::with_capacity(raw.len()));
        grammar::unescape(raw, |byte| value.push(byte));
        wiped::bytes(std::mem::take(&mut *value))
    }

    pub(super) fn name(&self, name: Span) -> String {
        String::from_utf8_lossy(self.part(name)).into_owned()
    }

    fn part(&self, (start, end): Span) -> &[u8] {
        self.text().get(start..end).unwrap_or_default()
    }
}

/// Names of the whole program, and values: neither is shown.
impl fmt::Debug for DotenvContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("problem", &self.problem).finish_non_exhaustive()
    }
}
