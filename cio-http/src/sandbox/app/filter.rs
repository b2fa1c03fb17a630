//! Filters, as searches have them: conditions, and `and`, `or` and `not` of them.

use crate::sandbox::refusal::Refusal;
use serde_json::Value;

/// Answers a condition of one kind, if it is one that there is.
pub(super) type Condition<'a> = dyn Fn(&str, &Value) -> Option<Result<bool, Refusal>> + 'a;

/// The conditions of a filter of people.
pub(super) const OF_PEOPLE: [&str; 2] = ["segment", "attribute"];
/// Those of a filter of objects.
pub(super) const OF_OBJECTS: [&str; 1] = ["object_attribute"];

/// Refuses an invalid filter, even if there is nothing to match.
pub(super) fn check(filter: &Value, conditions: &[&str]) -> Result<(), Refusal> {
    let is_condition = |kind: &str, condition: &Value| {
        conditions.contains(&kind).then(|| match kind {
            "segment" => Ok(false),
            _ => attribute(condition, |_| Value::Null),
        })
    };
    fits(filter, &is_condition).map(drop)
}

/// Whether something fits a filter, whose conditions it answers by their kinds; a kind that it does not know is none.
pub(super) fn fits(filter: &Value, condition: &Condition<'_>) -> Result<bool, Refusal> {
    let unknown = || Refusal::bad_request("a filter must be one of and, or, not, or a condition");
    let (kind, of) = filter
        .as_object()
        .filter(|filter| filter.len() == 1)
        .and_then(|filter| filter.iter().next())
        .ok_or_else(unknown)?;
    let each = || -> Result<Vec<bool>, Refusal> {
        let list = of.as_array().filter(|list| !list.is_empty());
        let list = list.ok_or_else(|| Refusal::bad_request(format!("{kind} must be an array of filters")))?;
        list.iter().map(|filter| fits(filter, condition)).collect()
    };
    match kind.as_str() {
        "and" => each().map(|fits| fits.into_iter().all(|fits| fits)),
        "or" => each().map(|fits| fits.into_iter().any(|fits| fits)),
        "not" => fits(of, condition).map(|fits| !fits),
        _ => condition(kind, of).unwrap_or_else(|| Err(unknown())),
    }
}

/// Whether an attribute has the value, or is there at all; `value` gives it as the text that the service makes of it.
pub(super) fn attribute(condition: &Value, value: impl Fn(&str) -> Value) -> Result<bool, Refusal> {
    let field = condition["field"].as_str().ok_or_else(|| Refusal::bad_request("field is required"))?;
    let value = value(field);
    match condition["operator"].as_str() {
        Some("exists") => Ok(!value.is_null()),
        Some("eq") => Ok(value == text(&condition["value"])),
        _ => Err(Refusal::bad_request("operator must be eq or exists")),
    }
}

/// A value as the service writes all of them: as a string.
pub(super) fn text(value: &Value) -> Value {
    match value {
        Value::Null | Value::String(_) => value.clone(),
        other => other.to_string().into(),
    }
}
