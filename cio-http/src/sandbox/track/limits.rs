//! The documented limits, and how the sandbox says that one is passed.

use crate::sandbox::refusal::Refusal;
use serde_json::{Map, Value, json};

const RESERVED: [&str; 4] = ["_timestamp", "_update", "cio_relationships", "cio_subscription_preferences"];

/// The mistake in one field.
#[derive(Debug)]
pub(super) struct FieldFault {
    pub(super) field: String,
    pub(super) message: String,
}

impl FieldFault {
    pub(super) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }

    /// As the second version of the API words it. Which reasons there are is not documented.
    pub(super) fn to_json(&self) -> Value {
        json!({"reason": "invalid", "field": self.field, "message": self.message})
    }

    /// As the first version of the API words it.
    pub(super) fn refuse(self) -> Refusal {
        Refusal::bad_request(format!("{}: {}", self.field, self.message))
    }
}

fn id(field: &str, id: &str) -> Result<(), FieldFault> {
    at_most(field, 150, id.len(), "identifier")
}

/// The identifier of a person: an ID, or an e-mail address, which may be as long as any attribute.
pub(super) fn person(field: &str, id: &str) -> Result<(), FieldFault> {
    at_most(field, if id.contains('@') { 1000 } else { 150 }, id.len(), "identifier")
}

/// Of an object as it is listed: the type before the ID does not count.
pub(super) fn object_id(field: &str, object: &str) -> Result<(), FieldFault> {
    id(field, object.split_once('/').map_or(object, |(_, id)| id))
}

pub(super) fn event(name: &str, data: Option<&Map<String, Value>>) -> Result<(), FieldFault> {
    at_most("name", 100, name.len(), "event name")?;
    at_most("data", 100_000, data.map_or(0, |data| json!(data).to_string().len()), "event data")
}

pub(super) fn attributes(field: &str, attributes: &Map<String, Value>) -> Result<(), FieldFault> {
    let own = || attributes.iter().filter(|(name, _)| !RESERVED.contains(&name.as_str()));
    if own().count() > 300 {
        return Err(FieldFault::new(field, "there cannot be more than 300 attributes"));
    }
    for (name, value) in own() {
        let at = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
        at_most(&at, 150, name.len(), "property name")?;
        let bytes = value.as_str().map_or_else(|| value.to_string().len(), str::len);
        at_most(&at, 1000, bytes, "property value")?;
    }
    Ok(())
}

/// Those of an object or of a relationship; KB is taken as 1000 bytes.
pub(super) fn object(field: &str, own: &Map<String, Value>) -> Result<(), FieldFault> {
    attributes(field, own)?;
    at_most(field, 100_000, json!(own).to_string().len(), "all attributes together")
}

pub(super) fn at_most(field: &str, limit: usize, bytes: usize, what: &str) -> Result<(), FieldFault> {
    if bytes > limit {
        return Err(FieldFault::new(field, format!("{what} cannot be longer than {limit} bytes")));
    }
    Ok(())
}

pub(super) fn seconds(body: &Map<String, Value>, name: &str) -> Result<Option<Value>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(seconds) if seconds.is_i64() || seconds.is_u64() => Ok(Some(seconds.clone())),
        Some(_) => Err(Refusal::bad_request(format!("{name} must be whole seconds since 1970"))),
    }
}

/// The time of a change. It is sent among the attributes, but is not an attribute.
pub(super) fn time_of_change(attributes: &mut Map<String, Value>) -> Result<Option<i64>, Refusal> {
    let stated = seconds(attributes, "_timestamp")?;
    attributes.remove("_timestamp");
    Ok(stated.as_ref().and_then(Value::as_i64))
}
