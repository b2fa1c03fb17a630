//! Checks of a body's fields, one at a time.

use super::refusal::Refusal;
use serde_json::{Map, Value};

/// A field that may be missing, and is a string if it is there.
pub(super) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::bad_request(format!("{name} must be a string"))),
    }
}

/// A field that may be missing, and is a string if it is there. An empty one counts as missing.
pub(super) fn some_text(body: &Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    Ok(text(body, name)?.filter(|text| !text.is_empty()).map(str::to_owned))
}

/// A field that is a string with something in it.
pub(super) fn required_text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    text(body, name)?
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Refusal::bad_request(format!("{name} is required")))
}

/// A field that may be missing, and is an object if it is there.
pub(super) fn object<'a>(
    body: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a Map<String, Value>>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(Refusal::bad_request(format!("{name} must be an object"))),
    }
}

/// An identifier: a number, or a string with something in it.
pub(super) fn identifier(body: &Map<String, Value>, name: &str) -> Option<String> {
    as_identifier(body.get(name)?)
}

/// The identifier in a value, if it is one.
pub(super) fn as_identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(super) type JsonObject = Map<String, Value>;
