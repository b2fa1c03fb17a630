//! A `.env` file: read once, taken at its word.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Found, Outcome, alias_note};
use crate::source::by_name::{ask_by_name, own_names_first};
use crate::source::lookup::Lookup;
use crate::source::set_names::SetNames;
use crate::store::session::Session;
use crate::text::dotenv as grammar;
use crate::text::dotenv::{Assignment, Line, Quote};
use crate::text::wiped::Bytes;
use std::borrow::Cow;
use std::path::Path;
use zeroize::Zeroizing;

/// A `.env` file. Nothing is expanded: `$` is a character, as it is in a key.
#[derive(Clone, Debug)]
pub(crate) struct Dotenv {
    path: Cow<'static, Path>,
    required: bool,
    content: Option<std::sync::Arc<Content>>,
}

#[derive(Debug, Default)]
struct Content {
    exists: bool,
    assignments: Vec<(String, Value, usize)>,
    problems: Vec<ProblemKind>,
}

impl Dotenv {
    pub(crate) fn new(path: Cow<'static, Path>, required: bool) -> Self {
        Self { path, required, content: None }
    }
}

impl Lookup for Dotenv {
    fn look_up(&mut self, wanted: SchemaField, _: &Session) -> Outcome {
        if self.content.is_none() {
            self.content = Some(self.read().into());
        }
        let Some(content) = &self.content else {
            return Ok(None);
        };
        let assignment = |wanted: &str| content.assignments.iter().find(|(name, ..)| name == wanted);
        let look_up = |name: &str| assignment(name).map(|(_, value, _)| Bytes::new(value.bytes().into()));
        let origin = |name: Cow<'static, str>| {
            let line = assignment(&name).map(|(_, _, line)| *line);
            Origin::Dotenv { path: self.path.to_path_buf(), name, line }
        };
        let answer = own_names_first(wanted, |fallback| ask_by_name(wanted, fallback, look_up, origin))?;
        Ok(answer.map(|(value, number)| {
            let origin = origin(wanted.variables().nth(number).unwrap_or_default());
            Found::with_notes(Value::Text(value), origin, alias_note(wanted, number))
        }))
    }

    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        file::is_pipe_at(&self.path)
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        // What a line with a mistake was to set, nobody knows.
        let is_whole =
            self.content.as_ref().is_some_and(|content| content.exists && content.problems.is_empty());
        let name = wanted.variable();
        let place = Origin::Dotenv { path: self.path.to_path_buf(), name, line: None };
        is_whole.then_some(place).into_iter().collect()
    }

    fn set_names(&self) -> SetNames {
        let assignments = self.content.iter().flat_map(|content| &content.assignments);
        let origin = |name: &str, line| Origin::Dotenv {
            path: self.path.to_path_buf(),
            name: name.to_owned().into(),
            line: Some(line),
        };
        let variables = assignments.map(|(name, _, line)| (name.clone(), origin(name, *line))).collect();
        SetNames { variables, ..SetNames::default() }
    }

    fn problems(&self) -> Vec<ProblemKind> {
        self.content.as_ref().map(|content| content.problems.clone()).unwrap_or_default()
    }
}

impl Dotenv {
    fn read(&self) -> Content {
        const LIMIT: usize = 1024 * 1024;
        match file::read(&self.path, LIMIT) {
            Ok(text) => self.parse(&text),
            Err(Unreadable::NotFound) if !self.required => Content::default(),
            Err(reason) => Content {
                problems: vec![ProblemKind::Unreadable {
                    path: self.path.to_path_buf(),
                    variable: None,
                    reason,
                }],
                ..Content::default()
            },
        }
    }

    fn parse(&self, text: &[u8]) -> Content {
        let mut content = Content { exists: true, ..Content::default() };
        // Some Windows programs write it unasked, and each line would be a mistake.
        if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
            content.problems.push(self.syntax(1, 1, "UTF-8, and the file begins as UTF-16 does"));
            return content;
        }
        let (mut at, mut number) = (grammar::start(text), 1);
        while at < text.len() {
            let (line, next) = grammar::line(text, at);
            match line {
                Line::Blank => {}
                Line::Assignment(assignment) => {
                    let place = (number, assignment.name.0 - at + 1);
                    self.assign(&mut content, text, &assignment, place);
                }
                Line::Fault { at: fault, expected } => {
                    content.problems.push(self.syntax(number, fault - at + 1, expected));
                }
            }
            (at, number) = (next, number + 1);
        }
        content
    }

    /// Files an assignment. A name that is set twice must say the same: there is no telling which one is meant.
    fn assign(
        &self,
        content: &mut Content,
        text: &[u8],
        assignment: &Assignment,
        (line, column): (usize, usize),
    ) {
        let name = String::from_utf8_lossy(&text[assignment.name.0..assignment.name.1]).into_owned();
        let raw = &text[assignment.value.0..assignment.value.1];
        let value = match assignment.quote {
            Quote::Double => unescaped(raw),
            Quote::None | Quote::Single => Value::copy_of(raw),
        };
        match content.assignments.iter().find(|(known, ..)| *known == name) {
            Some((_, first, _)) if *first == value => {}
            Some(_) => {
                content.problems.push(self.syntax(
                    line,
                    column,
                    "a name that is not set to another value above",
                ));
            }
            None => content.assignments.push((name, value, line)),
        }
    }

    fn syntax(&self, line: usize, column: usize, expected: &'static str) -> ProblemKind {
        ProblemKind::Syntax { path: self.path.to_path_buf(), line, column, expected }
    }
}

/// What stands between double quotes, with its escapes replaced: `\"`, `\\`, `\n`, `\r`, `\t`. Any other backslash is one.
fn unescaped(raw: &[u8]) -> Value {
    // Never longer than the source, so the buffer never grows.
    let mut value = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let escaped = match (byte, bytes.peek()) {
            (b'\\', Some(b'"')) => b'"',
            (b'\\', Some(b'\\')) => b'\\',
            (b'\\', Some(b'n')) => b'\n',
            (b'\\', Some(b'r')) => b'\r',
            (b'\\', Some(b't')) => b'\t',
            _ => {
                value.push(byte);
                continue;
            }
        };
        value.push(escaped);
        bytes.next();
    }
    Value::new(value)
}
