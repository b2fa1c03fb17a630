//! Which field of a struct reads a variable.

use crate::schema::fields::{Field, FieldKind, Schema};
use crate::schema::names::{self, SECOND};
use crate::text::compare::equal;
use crate::text::hash::hash_name;

/// The field that reads a name, also in a nested struct.
pub(super) const fn of<'a>(name: &[u8], schema: &'a Schema, found: Option<&'a Field>) -> Option<&'a Field> {
    let mut index = 0;
    while index < schema.fields.len() {
        let field = &schema.fields[index];
        match field.kind {
            FieldKind::Nested(nested) => {
                if let Some(field) = of(name, nested, found) {
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

/// The same, where a second set counts: the field that reads `CUSTOMERIO_APP_API_KEY` for `CUSTOMERIO_APP_API_KEY_NEXT`.
pub(super) const fn with_second_set<'a>(name: &[u8], schema: &'a Schema) -> Option<&'a Field> {
    if let Some(field) = of(name, schema, None) {
        return Some(field);
    }
    let name = without_end(name, b"_FILE");
    match of(without_end(name, SECOND.as_bytes()), schema, None) {
        Some(field) if ends_with(name, SECOND.as_bytes()) && field.role().is_some() => Some(field),
        _ => None,
    }
}

const fn without_end<'a>(name: &'a [u8], end: &[u8]) -> &'a [u8] {
    match ends_with(name, end) {
        true => name.split_at(name.len() - end.len()).0,
        false => name,
    }
}

const fn ends_with(name: &[u8], end: &[u8]) -> bool {
    name.len() >= end.len() && equal(name.split_at(name.len() - end.len()).1, end)
}

/// Whether the name is one of the field's variables, or the `_FILE` of one.
pub(super) const fn reads(field: &Field, workspace: Option<&'static str>, name: &[u8]) -> bool {
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
