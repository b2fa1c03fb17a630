//! A committed `.env.example`, held against the struct by the compiler: so neither can drift from the other.

use crate::credential::placeholder::is_placeholder;
use crate::credential::role::Role;
use crate::reference::Reference;
use crate::schema::fields::{Field, FieldKind, Schema};
use crate::schema::names::{self, Name};
use crate::text::compare::{distance, equal, starts_with};
use crate::text::dotenv::{self, Assignment, Line};
use crate::text::hash::hash_name;
use crate::text::message::Message;

/// Stops the build if the file does not name what the struct reads, names what it does not, or holds a secret; called with
/// the span of the path.
///
/// # Panics
/// At compile time, with every difference.
#[track_caller]
pub const fn check_example(path: &str, text: &str, schema: &Schema) {
    let wrong = wrong_lines(path, text.as_bytes(), schema);
    let differences = missing(path, text.as_bytes(), schema, wrong);
    if let Some(message) = differences {
        panic!("{}", message.as_str())
    }
}

/// What is wrong with the lines that are there.
const fn wrong_lines(path: &str, text: &[u8], schema: &Schema) -> Option<Message> {
    let mut message = None;
    let (mut at, mut number) = (dotenv::start(text), 1);
    while at < text.len() {
        let (line, next) = dotenv::line(text, at);
        let fault = match line {
            Line::Blank => None,
            Line::Fault { expected, .. } => Some(Message::new("expected ").push(expected)),
            Line::Assignment(assignment) => of_assignment(text, &assignment, schema),
        };
        if let Some(fault) = fault {
            let message_so_far = begun(message, path, schema);
            message =
                Some(message_so_far.push("\n  line ").push_number(number).push(": ").push(fault.as_str()));
        }
        (at, number) = (next, number + 1);
    }
    message
}

const fn begun(message: Option<Message>, path: &str, schema: &Schema) -> Message {
    match message {
        Some(message) => message,
        None => Message::new("`").push(path).push("` is not what `").push(schema.name).push("` reads"),
    }
}

const fn of_assignment(text: &[u8], assignment: &Assignment, schema: &Schema) -> Option<Message> {
    let name = part(text, assignment.name);
    let value = part(text, assignment.value);
    match reader(name, schema, None) {
        Some(field) if is_secret(field) && !is_harmless(value) => Some(Message::new(
            "a secret stands here: leave it empty, or put a placeholder such as `<key>` or a reference",
        )),
        Some(_) => None,
        None if is_ours(name) => {
            let message = Message::new("no field reads `").push_bytes(name, 0, name.len());
            Some(match nearest(name, schema) {
                Some(meant) => meant.push_to(message.push("`: did you mean `")).push("`?"),
                None => message.push("`: remove it, or correct the name"),
            })
        }
        None => None,
    }
}

/// The variable that a misspelt name was meant for, if that can be told.
const fn nearest(name: &[u8], schema: &Schema) -> Option<Name> {
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        if let FieldKind::Nested(nested) = field.kind {
            if let Some(meant) = nearest(name, nested) {
                return Some(meant);
            }
        }
        let mut number = 0;
        while let Some(own) = names::variable(field, schema.workspace, number) {
            if distance(name, own.push_to(Message::new("")).as_bytes()) <= 2 {
                return Some(own);
            }
            number += 1;
        }
        index += 1;
    }
    None
}

/// The names that no field has a line for.
const fn missing(path: &str, text: &[u8], schema: &Schema, message: Option<Message>) -> Option<Message> {
    let mut message = message;
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        message = match field.kind {
            FieldKind::Nested(nested) => missing(path, text, nested, message),
            FieldKind::Pin(_) => message,
            _ if is_named(text, field, schema.workspace) => message,
            _ => Some(lacking(begun(message, path, schema), field, schema)),
        };
        index += 1;
    }
    message
}

const fn lacking(message: Message, field: &Field, schema: &Schema) -> Message {
    let message = message.push("\n  there is no line for `").push(field.name).push("`: add `");
    match names::variable(field, schema.workspace, 0) {
        Some(name) => name.push_to(message).push("=`"),
        None => message,
    }
}

/// Whether one of a field's names, or its `_FILE`, has a line.
const fn is_named(text: &[u8], field: &Field, workspace: Option<&'static str>) -> bool {
    let mut at = dotenv::start(text);
    while at < text.len() {
        let (line, next) = dotenv::line(text, at);
        if let Line::Assignment(assignment) = line {
            if reads(field, workspace, part(text, assignment.name)) {
                return true;
            }
        }
        at = next;
    }
    false
}

/// The field that reads a name, also in a nested struct.
const fn reader<'a>(name: &[u8], schema: &'a Schema, found: Option<&'a Field>) -> Option<&'a Field> {
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        match field.kind {
            FieldKind::Nested(nested) => {
                if let Some(field) = reader(name, nested, found) {
                    return Some(field);
                }
            }
            _ if reads(field, schema.workspace, name) => return Some(field),
            _ => {}
        }
        index += 1;
    }
    found
}

const fn reads(field: &Field, workspace: Option<&'static str>, name: &[u8]) -> bool {
    let hash = hash_name(name);
    let mut index = 0;
    while let Some(own) = names::variable(field, workspace, index) {
        if own.hash() == hash || (own.usual && own.file_hash() == hash) {
            return true;
        }
        index += 1;
    }
    false
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

const fn is_ours(name: &[u8]) -> bool {
    (starts_with(name, b"CUSTOMERIO_") || starts_with(name, b"CIO_")) && !equal(name, b"CUSTOMERIO_PROFILE")
}

const fn part(text: &[u8], (start, end): (usize, usize)) -> &[u8] {
    text.split_at(end).0.split_at(start).1
}
