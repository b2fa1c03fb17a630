//! A `.env` file: read once, and asked by name.
//!
//! The file belongs to the whole program. A mistake in it is a problem only for a field whose variable the line begins with;
//! other lines are reported as notes, and only where a field has no value.

mod content;

use crate::credential::value::Value;
use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
#[cfg(feature = "store")]
use crate::read::opened;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, Found, Outcome, WhichFields, alias_note};
use crate::source::by_name::{ask_by_name, own_names_first};
use crate::source::dotenv::content::{ContentItem, DotenvContent};
use crate::source::lookup::{Lookup, fill};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::session::Session;
use crate::text::dotenv as grammar;
use crate::text::dotenv::Line;
use std::borrow::Cow;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;

/// How many bytes of the file are read.
const LIMIT: usize = 1024 * 1024;
/// How many skipped lines are reported one by one.
const MOST_NOTES: usize = 20;

/// A `.env` file. Variables in its values are not expanded.
#[derive(Clone, Debug)]
pub(crate) struct Dotenv {
    path: Cow<'static, Path>,
    required: bool,
    /// Whether a variable with an empty value counts as not set.
    empty_is_unset: bool,
    content: Option<Arc<DotenvContent>>,
}

impl Dotenv {
    pub(crate) fn new(path: Cow<'static, Path>, required: bool) -> Self {
        Self { path, required, empty_is_unset: false, content: None }
    }

    fn look_up(&self, content: &DotenvContent, wanted: SchemaField) -> Outcome {
        let empty_is_unset = self.empty_is_unset || wanted.schema.empty_is_unset;
        let look_up = |name: &str| {
            let (_, found) = content.assignments(name).next()?;
            Some(content.value(found)).filter(|value| !(empty_is_unset && value.is_empty()))
        };
        let names = wanted.all_names();
        let answer = own_names_first(names, |fallback| {
            let part = names.part(fallback);
            part.try_each(|_, name| self.check(content, name))?;
            ask_by_name(wanted, part, look_up, |name| self.origin(content, name))
        })?;
        Ok(answer.map(|(value, number)| {
            let origin = self.origin(content, wanted.variables().nth(number).unwrap_or_default());
            Found::with_notes(Value::Text(value), origin, alias_note(wanted, number))
        }))
    }

    /// Names that are inside a value in quotes: most likely its closing quote was forgotten.
    fn names_inside_values(&self, content: &DotenvContent, names: &[Cow<'static, str>]) -> Vec<Note> {
        let text = content.text();
        let mut notes = Vec::new();
        for item in &content.items {
            let (start, end) = item.span;
            let (mut at, mut line) = (grammar::line_after(text, start), item.number + 1);
            while at < end {
                let inside = grammar::assigned_name(text, at).map(|name| content.name(name));
                if let Some(name) = inside.filter(|name| names.iter().any(|wanted| wanted == name)) {
                    let path = self.path.to_path_buf();
                    notes.push(Note::InsideValue { path, name, line, began: item.number });
                }
                (at, line) = (grammar::line_after(text, at), line + 1);
            }
        }
        notes
    }

    /// Refuses a name that some line does not set clearly: a mistake in the line, or a second line with another value.
    fn check(&self, content: &DotenvContent, name: &str) -> Result<(), Box<ProblemKind>> {
        let faults = content.items.iter().filter(|item| matches!(item.line, Line::Fault { .. }));
        if let Some(fault) = faults.clone().find(|item| content.begins_with(item, name)) {
            return self.syntax(fault).map_or(Ok(()), |problem| Err(Box::new(problem)));
        }
        let mut assignments = content.assignments(name);
        let Some((_, first)) = assignments.next() else { return Ok(()) };
        let first = content.value(first);
        match assignments.find(|(_, other)| content.value(other) != first) {
            Some((item, other)) => {
                let expected = "a name that is not set to another value above";
                Err(Box::new(self.syntax_at(item, other.name.0, expected)))
            }
            None => Ok(()),
        }
    }

    fn read(&self) -> DotenvContent {
        let problem = match file::read(&self.path, LIMIT) {
            Ok(text) if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") => {
                // Some programs on Windows write it by default.
                let (path, expected) = (self.path.to_path_buf(), "UTF-8, but the file begins as UTF-16 does");
                ProblemKind::Syntax { path, line: 1, column: 1, expected }
            }
            Ok(text) => return DotenvContent::of(text),
            Err(Unreadable::NotFound) if !self.required => return DotenvContent::default(),
            Err(reason) => ProblemKind::Unreadable { path: self.path.to_path_buf(), variable: None, reason },
        };
        DotenvContent { problem: Some(problem), ..DotenvContent::default() }
    }

    /// The mistake in a line.
    fn syntax(&self, item: &ContentItem) -> Option<ProblemKind> {
        match item.line {
            Line::Fault { at, expected, .. } => Some(self.syntax_at(item, at, expected)),
            _ => None,
        }
    }

    /// A mistake at a byte of the first line of an item.
    fn syntax_at(&self, item: &ContentItem, at: usize, expected: &'static str) -> ProblemKind {
        let (line, column) = (item.number, at - item.span.0 + 1);
        ProblemKind::Syntax { path: self.path.to_path_buf(), line, column, expected }
    }

    fn origin(&self, content: &DotenvContent, name: Cow<'static, str>) -> Origin {
        let line = content.assignments(&name).next().map(|(item, _)| item.number);
        self.origin_at(name, line)
    }

    fn origin_at(&self, name: Cow<'static, str>, line: Option<usize>) -> Origin {
        Origin::Dotenv { path: self.path.to_path_buf(), name, line }
    }
}

impl Dotenv {
    /// Whether it was read.
    pub(crate) fn is_read(&self) -> bool {
        self.content.as_ref().is_some_and(|content| content.text.is_some())
    }

    /// The file with its directory, if it was looked for, does not exist, and need not.
    pub(crate) fn absent(&self) -> Option<PathBuf> {
        let content = self.content.as_ref()?;
        let is_absent = content.text.is_none() && content.problem.is_none();
        is_absent.then(|| path::absolute(&self.path).unwrap_or_else(|_| self.path.to_path_buf()))
    }
}

impl Lookup for Dotenv {
    fn set_environment(&mut self, environment: &Environment) {
        self.empty_is_unset = environment.empty_is_unset();
    }

    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, _: &Session) {
        if !answers.iter().any(|answer| answer.is_asked(ask)) {
            return;
        }
        let content = self.content.take().unwrap_or_else(|| self.read().into());
        fill(answers, ask, |field| self.look_up(&content, field));
        self.content = Some(content);
    }

    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        opened::is_pipe_at(&self.path)
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        let exists = self.content.as_ref().is_some_and(|content| content.text.is_some());
        let name = wanted.variable();
        exists
            .then(|| Origin::Dotenv { path: self.path.to_path_buf(), name, line: None })
            .into_iter()
            .collect()
    }

    fn set_names(&self, which: WhichNames) -> SetNames {
        let Some(content) = &self.content else { return SetNames::default() };
        let mut names = SetNames::default();
        for item in &content.items {
            let Line::Assignment(assignment) = item.line else { continue };
            let variables = match content.value(&assignment).is_empty() {
                true if self.empty_is_unset => continue,
                true => &mut names.empty_variables,
                false => &mut names.variables,
            };
            let name = content.name(assignment.name);
            if !which.includes(&name) {
                continue;
            }
            variables.push((name.clone(), self.origin_at(name.into(), Some(item.number))));
        }
        names
    }

    fn problems(&self) -> Vec<ProblemKind> {
        self.content.as_ref().and_then(|content| content.problem.clone()).into_iter().collect()
    }

    /// Why these fields may have no value here, though the file was meant to set them.
    fn notes(&self, missing: &[SchemaField]) -> Vec<Note> {
        let Some(content) = &self.content else { return Vec::new() };
        if missing.is_empty() {
            return Vec::new();
        }
        let names: Vec<Cow<'static, str>> = missing.iter().flat_map(|wanted| wanted.variables()).collect();
        let mut notes = self.names_inside_values(content, &names);
        let skipped = content.items.iter().filter(|item| matches!(item.line, Line::Fault { .. }));
        let count = skipped.clone().count();
        notes.extend(skipped.take(MOST_NOTES).filter_map(|item| {
            let ProblemKind::Syntax { path, line, column, expected } = self.syntax(item)? else {
                return None;
            };
            Some(Note::SkippedLine { path, line, column, expected })
        }));
        if count > MOST_NOTES {
            notes.push(Note::SkippedLines { path: self.path.to_path_buf(), count: count - MOST_NOTES });
        }
        notes
    }
}
