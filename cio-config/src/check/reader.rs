//! Which field of a struct reads a variable.

use crate::schema::fields::{Field, FieldKind, Schema};
use crate::schema::names;
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
