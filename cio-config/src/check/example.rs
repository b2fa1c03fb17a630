//! A committed `.env.example`, compared with the struct by the compiler, so that neither is changed without the other.

use crate::check::reader;
use crate::credential::claims;
use crate::credential::placeholder::is_placeholder;
use crate::credential::role::Role;
use crate::reference::Reference;
use crate::schema::fields::{Field, FieldKind, Presence, Schema};
use crate::schema::names::{self, Name};
use crate::text::compare::{distance, equal, starts_with};
use crate::text::dotenv::{self, Assignment, Line};
use crate::text::message::Message;

/// Stops the build if the file does not name what the struct reads, names what it does not, or holds a secret; called with
/// the span of the path.
///
/// # Panics
/// At compile time, with every difference.
#[track_caller]
pub const fn check_example(path: &str, text: &str, schema: &Schema) {
    let wrong = wrong_lines(path, text.as_bytes(), schema);
    let differences = missing(path, text.as_bytes(), schema, false, wrong);
    if let Some(message) = differences {
        panic!("{}", message.as_str())
    }
}

/// The lines that name no field, hold a secret, or cannot be read.
const fn wrong_lines(path: &str, text: &[u8], schema: &Schema) -> Option<Message> {
    let mut message = None;
    let (mut at, mut number) = (dotenv::start(text), 1);
    while at < text.len() {
        let (line, next) = dotenv::line(text, at);
        let fault = match line {
            // The file belongs to the whole program: a line of another part of it is not ours to judge.
            Line::Fault { name: Some(name), expected, .. } if is_about_us(part(text, name), schema) => {
                Some(Message::new("expected ").push(expected))
            }
            Line::Blank | Line::Fault { .. } => None,
            Line::Assignment(assignment) => of_assignment(text, &assignment, schema),
        };
        if let Some(fault) = fault {
            let message_so_far = begun(message, path, schema);
            message =
                Some(message_so_far.push("\n  line ").push_number(number).push(": ").push(fault.as_str()));
        }
        (at, number) = (next, number + dotenv::lines(text, at, next));
    }
    message
}

const fn begun(message: Option<Message>, path: &str, schema: &Schema) -> Message {
    match message {
        Some(message) => message,
        None => Message::new("`").push(path).push("` does not match `").push(schema.name).push("`"),
    }
}

const fn of_assignment(text: &[u8], assignment: &Assignment, schema: &Schema) -> Option<Message> {
    let name = part(text, assignment.name);
    let value = part(text, assignment.value);
    match reader::with_second_set(name, schema) {
        Some(field) if is_secret(field) && !is_harmless(value) => Some(quoted(Message::new(""), name).push(
            " seems to hold a secret: leave it empty, or write a placeholder such as `<key>`, or a reference",
        )),
        Some(_) => None,
        None if is_ours(name) && !is_of_others(name, schema) => {
            let message = quoted(Message::new("no field reads "), name);
            Some(match nearest(name, schema, None) {
                Some((_, meant)) => meant.push_to(message.push(": did you mean `")).push("`?"),
                None => message.push(": remove it, or correct the name"),
            })
        }
        None => None,
    }
}

const fn quoted(message: Message, name: &[u8]) -> Message {
    message.push("`").push_bytes(name, 0, name.len()).push("`")
}

/// The variable that is nearest to a misspelt name, with the letters between them, if there are at most two. The name of one
/// credential is never taken for a misspelt name of another.
const fn nearest(name: &[u8], schema: &Schema, best: Option<(usize, Name)>) -> Option<(usize, Name)> {
    let mut best = best;
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        if let FieldKind::Nested(nested) = field.kind {
            best = nearest(name, nested, best);
        }
        let mut number = 0;
        while let Some(own) = names::variable(field, schema.workspace, number) {
            let steps = distance(name, own.push_to(Message::new("")).as_bytes());
            let is_nearer = match best {
                Some((least, _)) => steps < least,
                None => steps <= 2,
            };
            if is_nearer && !is_of_another(name, field) {
                best = Some((steps, own));
            }
            number += 1;
        }
        index += 1;
    }
    best
}

/// Whether the name belongs to a credential that the field does not hold.
const fn is_of_another(name: &[u8], field: &Field) -> bool {
    let Ok(name) = core::str::from_utf8(name) else { return false };
    match (claims::by_variable(name), field.role()) {
        (Some(claimed), Some(role)) => claimed as u8 != role as u8,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The fields that have no line. All fields of an optional nested struct may be absent.
const fn missing(
    path: &str,
    text: &[u8],
    schema: &Schema,
    may_be_absent: bool,
    message: Option<Message>,
) -> Option<Message> {
    let mut message = message;
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        let may_be_absent =
            may_be_absent || field.default.is_some() || !matches!(field.presence, Presence::Required);
        message = match field.kind {
            FieldKind::Nested(nested) => missing(path, text, nested, may_be_absent, message),
            FieldKind::Pin(_) => message,
            _ if is_named(text, field, schema.workspace, may_be_absent) => message,
            _ => Some(lacking(begun(message, path, schema), field, schema)),
        };
        index += 1;
    }
    message
}

const fn lacking(message: Message, field: &Field, schema: &Schema) -> Message {
    let message = message.push("\n  `").push(field.name).push("` has no line: add `");
    match names::variable(field, schema.workspace, 0) {
        Some(name) => name.push_to(message).push("=`"),
        None => message,
    }
}

/// Whether one of a field's names, or its `_FILE`, has a line. That of a field that may be absent may be commented out.
const fn is_named(text: &[u8], field: &Field, workspace: Option<&'static str>, may_be_absent: bool) -> bool {
    let mut at = dotenv::start(text);
    while at < text.len() {
        let (line, next) = dotenv::line(text, at);
        let line = match line {
            Line::Blank if may_be_absent => dotenv::line(text, uncommented(text, at)).0,
            line => line,
        };
        if let Line::Assignment(assignment) = line {
            if reader::reads(field, workspace, part(text, assignment.name)) {
                return true;
            }
        }
        at = next;
    }
    false
}

/// Where a line that is commented out begins, after its `#`.
const fn uncommented(text: &[u8], at: usize) -> usize {
    let mut at = at;
    while at < text.len() && matches!(text[at], b'#' | b' ' | b'\t') {
        at += 1;
    }
    at
}

const fn is_secret(field: &Field) -> bool {
    match field.role() {
        Some(Role::Region | Role::WorkspaceId) | None => false,
        Some(_) => true,
    }
}

const fn is_harmless(value: &[u8]) -> bool {
    value.is_empty() || is_placeholder(value) || Reference::is_meant(value)
}

/// Whether the struct leaves the name to another program: `other_names`.
const fn is_of_others(name: &[u8], schema: &Schema) -> bool {
    let mut index = 0;
    while index < schema.other_names.len() {
        if equal(name, schema.other_names[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether a line that begins with this word is one of ours.
const fn is_about_us(word: &[u8], schema: &Schema) -> bool {
    is_ours(word) || reader::of(word, schema, None).is_some()
}

const fn is_ours(name: &[u8]) -> bool {
    (starts_with(name, b"CUSTOMERIO_") || starts_with(name, b"CIO_")) && !equal(name, b"CUSTOMERIO_PROFILE")
}

const fn part(text: &[u8], (start, end): (usize, usize)) -> &[u8] {
    text.split_at(end).0.split_at(start).1
}

#[cfg(test)]
mod tests;
