//! The outcome of the items of a batch.

use crate::error::messages::cut;
use crate::wire::{self, UnreadableAnswer};
use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use serde_json::Value;
use std::fmt;

/// The outcome of a batch: the items that the service refused; it accepted all others.
///
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::v2::{Batch, PersonEvent};
///
/// let mut batch = Batch::new();
/// for person in ["42", "43"] {
///     batch.push(PersonEvent::new(person, "purchase")).unwrap();
/// }
/// let answer = r#"{"errors":[{"batch_index":1,"reason":"invalid","field":"name","message":"too long"}]}"#;
/// let response = http::Response::builder().status(207).body(answer.into()).unwrap();
/// let outcome = batch.response(&response)?;
///
/// assert_eq!((outcome.accepted(), outcome.errors()[0].batch_index), (1, Some(1)));
/// assert!(outcome.is_accepted(0) && !outcome.is_accepted(1));
/// # Ok::<(), cio_http::wire::UnreadableAnswer>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BatchOutcome {
    items: usize,
    errors: Vec<ItemError>,
    index: Index,
}

/// Which error is about which item, found in one pass: an answer may have more errors than the batch has items.
#[derive(Clone, Default, PartialEq, Eq)]
struct Index {
    /// By item, the index of the first error that names it; empty without errors.
    first_of_item: Vec<Option<usize>>,
    /// How many items are named.
    named: usize,
    /// How many errors name no item there is.
    nameless: usize,
    /// The first of those.
    first_nameless: Option<usize>,
}

impl Index {
    fn new(items: usize, errors: &[ItemError]) -> Self {
        let mut index = Self::default();
        if errors.is_empty() {
            return index;
        }
        index.first_of_item = vec![None; items];
        for (place, error) in errors.iter().enumerate() {
            match error.batch_index.and_then(|item| index.first_of_item.get_mut(item)) {
                Some(first) => {
                    index.named += usize::from(first.is_none());
                    first.get_or_insert(place);
                }
                None => {
                    index.nameless += 1;
                    index.first_nameless.get_or_insert(place);
                }
            }
        }
        index
    }
}

/// Why the service did not take one item of a batch, in its own words.
///
/// ```
/// # fn example(outcome: &cio_http::batch::BatchOutcome) {
/// for error in outcome.errors() {
///     eprintln!("{error}"); // item 1: attributes.plan: property value cannot be longer than 1000 bytes
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemError {
    /// Which item, counted from 0; none where the service does not say.
    pub batch_index: Option<usize>,
    /// The kind of error, such as `invalid`. The kinds are not documented.
    pub reason: Option<String>,
    /// Where in the item.
    pub field: Option<String>,
    /// The service's message: one line of at most 300 characters, as all texts here.
    pub message: Option<String>,
}

impl BatchOutcome {
    /// How many items the service certainly took: those that [`is_accepted`](Self::is_accepted) is true for.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.items - self.refused() - self.uncertain()
    }

    /// How many items the service says that it did not take; one may have several errors.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.index.named
    }

    /// How many items may have been taken or not: all that no error names, if some error names no item.
    #[must_use]
    pub fn uncertain(&self) -> usize {
        if self.index.nameless > 0 { self.items - self.index.named } else { 0 }
    }

    /// Whether the service took all of them.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether the service certainly took this item: no error names it, and none leaves open which item it is about.
    #[must_use]
    pub fn is_accepted(&self, batch_index: usize) -> bool {
        batch_index < self.items && self.error_of(batch_index).is_none() && self.first_nameless().is_none()
    }

    /// Why the others were not taken.
    #[must_use]
    pub fn errors(&self) -> &[ItemError] {
        &self.errors
    }

    /// The first error that names this item.
    pub(crate) fn error_of(&self, batch_index: usize) -> Option<&ItemError> {
        let place = self.index.first_of_item.get(batch_index).copied().flatten()?;
        self.errors.get(place)
    }

    /// The first error that names no item there is: it is about some item.
    pub(crate) fn first_nameless(&self) -> Option<&ItemError> {
        self.errors.get(self.index.first_nameless?)
    }

    /// Reads what an API says of a batch of so many items: nothing, or a list of errors.
    pub(super) fn read(items: usize, response: &Response<Bytes>) -> Result<Self, UnreadableAnswer> {
        let is_silent = response.body().trim_ascii().is_empty();
        // A 207 exists to say what was refused: without a word of it, that is not known.
        let errors = if is_silent && response.status() != http::StatusCode::MULTI_STATUS {
            None
        } else {
            wire::json::<BatchAnswer>(response)?.errors
        };
        if errors.is_none() && response.status() == http::StatusCode::MULTI_STATUS {
            return Err(UnreadableAnswer::new("it does not say which items were refused"));
        }
        let errors: Vec<_> = errors.into_iter().flatten().map(|Entry(error)| error).collect();
        let index = Index::new(items, &errors);
        Ok(Self { items, errors, index })
    }
}

/// The index follows from the rest.
impl fmt::Debug for BatchOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchOutcome").field("items", &self.items).field("errors", &self.errors).finish()
    }
}

#[derive(Deserialize)]
struct BatchAnswer {
    errors: Option<Vec<Entry>>,
}

/// One error, read as it arrives: of a long list, only one entry at a time is held as JSON.
#[derive(Deserialize)]
#[serde(from = "Value")]
struct Entry(ItemError);

impl From<Value> for Entry {
    fn from(entry: Value) -> Self {
        Self(ItemError::of(&entry))
    }
}

impl ItemError {
    /// Reads what it can: an entry in an undocumented form is unknown, but still an error.
    fn of(entry: &Value) -> Self {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).map(cut);
        let number = |index: &Value| index.as_u64().or_else(|| index.as_str()?.parse().ok());
        Self {
            batch_index: entry.get("batch_index").and_then(number).and_then(|index| index.try_into().ok()),
            reason: text("reason"),
            field: text("field"),
            message: text("message"),
        }
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.batch_index {
            Some(index) => write!(f, "item {index}")?,
            None => f.write_str("an item")?,
        }
        if let Some(field) = &self.field {
            write!(f, ": {field}")?;
        }
        match self.message.as_ref().or(self.reason.as_ref()) {
            Some(words) => write!(f, ": {words}"),
            None => f.write_str(" was refused"),
        }
    }
}

#[cfg(test)]
mod tests;
