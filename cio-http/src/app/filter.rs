//! Which people, or which objects, by their attributes and segments.

use crate::wire::InvalidInput;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::fmt;
use std::marker::PhantomData;

/// Which people: by segment or attribute, and any of these together.
///
/// ```
/// use cio_http::app::Filter;
///
/// let filter = Filter::and([Filter::segment(7), Filter::not(Filter::attribute("plan", "free"))]);
/// assert_eq!(
///     serde_json::to_string(&filter)?,
///     r#"{"and":[{"segment":{"id":7}},{"not":{"attribute":{"field":"plan","operator":"eq","value":"free"}}}]}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type Filter = Where<OfPeople>;

/// Which objects of one type: by attribute, and any of these together.
///
/// ```
/// use cio_http::app::ObjectFilter;
///
/// let filter = ObjectFilter::or([ObjectFilter::has_attribute(1, "name"), ObjectFilter::attribute(1, "size", "9")]);
/// assert_eq!(
///     serde_json::to_value(&filter)?["or"][1],
///     serde_json::json!({"object_attribute": {"field": "size", "operator": "eq", "value": "9", "type_id": "1"}}),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type ObjectFilter = Where<OfObjects>;

/// A condition on `T`: see [`Filter`] and [`ObjectFilter`]. `Debug` does not show it.
pub struct Where<T> {
    condition: Value,
    /// Some `and` or `or` of it lists nothing.
    empty: bool,
    about: PhantomData<fn() -> T>,
}

/// Says that a filter is about people.
#[derive(Debug)]
pub enum OfPeople {}

/// Says that a filter is about objects.
#[derive(Debug)]
pub enum OfObjects {}

impl<T> Where<T> {
    /// All of these.
    #[must_use]
    pub fn and(all: impl IntoIterator<Item = Self>) -> Self {
        Self::list("and", all)
    }

    /// Any of these.
    #[must_use]
    pub fn or(any: impl IntoIterator<Item = Self>) -> Self {
        Self::list("or", any)
    }

    /// All others.
    // A constructor beside `and` and `or`, which no operator could be.
    #[expect(clippy::should_implement_trait, reason = "it belongs to `and` and `or`")]
    #[must_use]
    pub fn not(these: Self) -> Self {
        let Self { condition, empty, about } = these;
        Self { condition: json!({ "not": condition }), empty, about }
    }

    fn list(kind: &str, filters: impl IntoIterator<Item = Self>) -> Self {
        let (mut conditions, mut empty) = (Vec::new(), false);
        for filter in filters {
            empty |= filter.empty;
            conditions.push(filter.condition);
        }
        empty |= conditions.is_empty();
        Self { condition: json!({ kind: conditions }), empty, about: PhantomData }
    }

    fn of(condition: Value) -> Self {
        Self { condition, empty: false, about: PhantomData }
    }

    /// The filter, if each of its parts has a condition: the service refuses a filter without, or matches every person.
    pub(super) fn checked(&self, input: &'static str) -> Result<(), InvalidInput> {
        if self.empty {
            return Err(InvalidInput::new(input, "has an `and` or an `or` without conditions"));
        }
        Ok(())
    }
}

impl Filter {
    /// Those in a segment.
    #[must_use]
    pub fn segment(id: u64) -> Self {
        Self::of(json!({"segment": {"id": id}}))
    }

    /// Those whose attribute has this value.
    #[must_use]
    pub fn attribute(field: impl Into<String>, value: impl Into<String>) -> Self {
        let (field, value) = (field.into(), value.into());
        Self::of(json!({"attribute": {"field": field, "operator": "eq", "value": value}}))
    }

    /// Those that have the attribute.
    #[must_use]
    pub fn has_attribute(field: impl Into<String>) -> Self {
        Self::of(json!({"attribute": {"field": field.into(), "operator": "exists"}}))
    }
}

impl ObjectFilter {
    /// Those of a type whose attribute has this value.
    #[must_use]
    pub fn attribute(object_type_id: u64, field: impl Into<String>, value: impl Into<String>) -> Self {
        let (field, value, type_id) = (field.into(), value.into(), object_type_id.to_string());
        Self::of(json!({"object_attribute":
            {"field": field, "operator": "eq", "value": value, "type_id": type_id}}))
    }

    /// Those of a type that have the attribute.
    #[must_use]
    pub fn has_attribute(object_type_id: u64, field: impl Into<String>) -> Self {
        let (field, type_id) = (field.into(), object_type_id.to_string());
        Self::of(json!({"object_attribute": {"field": field, "operator": "exists", "type_id": type_id}}))
    }
}

impl<T> Serialize for Where<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.condition.serialize(serializer)
    }
}

// Not derived: that would ask for `T: Clone`.
impl<T> Clone for Where<T> {
    fn clone(&self) -> Self {
        Self { condition: self.condition.clone(), empty: self.empty, about: PhantomData }
    }
}

impl<T> fmt::Debug for Where<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filter([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn a_filter_of_nothing_is_known_however_deep_it_is() {
        for (filter, ok) in [
            (Filter::segment(1), true),
            (Filter::and([]), false),
            (Filter::not(Filter::or([])), false),
            (Filter::and([Filter::segment(1), Filter::or([Filter::and([])])]), false),
            (Filter::and([Filter::segment(1), Filter::has_attribute("plan")]), true),
        ] {
            assert_eq!(filter.checked("filter").is_ok(), ok);
        }
    }

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(format!("{:?}", Filter::attribute("email", "zoe@example.com")), "Filter([redacted])");
    }
}
