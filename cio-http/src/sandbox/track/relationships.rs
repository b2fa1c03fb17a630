//! Relationships between people and objects, from either end.

use super::limits::{self, FieldFault};
use crate::sandbox::body;
use crate::sandbox::effect::change::Change;
use crate::sandbox::people::person_key;
use serde_json::{Map, Value};

/// Changes of one person's relationships to objects.
pub(super) fn of_person(
    person: &str,
    action: &str,
    found: Option<&Value>,
) -> Result<Vec<Change>, FieldFault> {
    each(found, |identifiers| Some((object_key(identifiers)?, person.to_owned())), action)
}

/// Changes of one object's relationships to people; `kinds` are the ways to name them.
pub(super) fn of_object(
    object: &str,
    kinds: &[&str],
    action: &str,
    found: Option<&Value>,
) -> Result<Vec<Change>, FieldFault> {
    let name = |identifiers: &Map<String, Value>| Some((object.to_owned(), name_of(identifiers, kinds)?));
    each(found, name, action)
}

fn each(
    found: Option<&Value>,
    ends: impl Fn(&Map<String, Value>) -> Option<(String, String)>,
    action: &str,
) -> Result<Vec<Change>, FieldFault> {
    const FIELD: &str = "cio_relationships";
    let list = found.and_then(Value::as_array).ok_or_else(|| FieldFault::new(FIELD, "must be an array"))?;
    list.iter()
        .map(|relationship| {
            let identifiers = relationship.get("identifiers").and_then(Value::as_object).and_then(&ends);
            let (object, person) = identifiers.ok_or_else(|| {
                FieldFault::new(format!("{FIELD}.identifiers"), "must have exactly one identifier")
            })?;
            limits::person(&format!("{FIELD}.identifiers"), &person)?;
            limits::object_id(&format!("{FIELD}.identifiers"), &object)?;
            if action == "delete_relationships" {
                return Ok(Change::Unrelated { object, person });
            }
            let attributes = relationship.get("relationship_attributes").and_then(Value::as_object);
            let attributes = attributes.cloned().unwrap_or_default();
            limits::object(&format!("{FIELD}.relationship_attributes"), &attributes)?;
            Ok(Change::Related { object, person, attributes })
        })
        .collect()
}

/// `1/acme`, or a `cio_object_id`.
pub(super) fn object_key(identifiers: &Map<String, Value>) -> Option<String> {
    let text = |name| identifiers.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    match (text("object_type_id"), text("object_id"), text("cio_object_id"), identifiers.len()) {
        (Some(kind), Some(id), None, 2) if kind.parse::<u64>().is_ok() => Some(format!("{kind}/{id}")),
        (None, None, Some(id), 1) => Some(id.to_owned()),
        _ => None,
    }
}

/// The one name that there is, of the kinds that may be.
pub(super) fn name_of(identifiers: &Map<String, Value>, kinds: &[&str]) -> Option<String> {
    let (name, _) = identifiers.iter().next().filter(|_| identifiers.len() == 1)?;
    let kind = kinds.iter().find(|kind| *kind == name)?;
    Some(person_key(kind, &body::identifier(identifiers, kind)?))
}
