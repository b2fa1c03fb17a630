//! Why an item did not go into a batch, and the item itself.

use crate::wire::InvalidInput;
use std::fmt;

/// Why an item did not go into a batch.
///
/// ```
/// use cio_http::track::v2::{Batch, PersonEvent};
///
/// let skipped = Batch::new().push(PersonEvent::new("42", "")).unwrap_err();
/// assert_eq!(skipped.fault().to_string(), "event name is empty");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchFault {
    /// It does not fit into this batch; an empty one has room.
    #[error("the batch is full")]
    Full,
    /// It alone is larger than the service takes.
    #[error("the item has {bytes} bytes; the service accepts at most {limit}")]
    TooLarge {
        /// Bytes of the item.
        bytes: usize,
        /// The most that the service takes.
        limit: usize,
    },
    /// It cannot be sent as it is.
    #[error("{0}")]
    Invalid(InvalidInput),
}

/// An item that did not go into a batch, why, and its index.
///
/// No rendering shows the item: [`into_inner`](Self::into_inner) gives it back.
///
/// ```
/// use cio_http::batch::BatchFault;
/// use cio_http::track::v2::{Batch, PersonEvent};
///
/// let large = PersonEvent::new("42", "purchase").attribute("note", "x".repeat(32_000));
/// let skipped = Batch::new().push(large).unwrap_err();
/// assert!(matches!(skipped.fault(), BatchFault::TooLarge { limit: 32_000, .. }));
/// let event: PersonEvent = skipped.into_inner();
/// ```
pub struct Skipped<T> {
    index: usize,
    item: T,
    fault: BatchFault,
}

impl<T> Skipped<T> {
    pub(super) const fn new(index: usize, item: T, fault: BatchFault) -> Self {
        Self { index, item, fault }
    }

    /// Its index in the sequence that was packed; of a pushed item, its index in the batch.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Why.
    #[must_use]
    pub const fn fault(&self) -> &BatchFault {
        &self.fault
    }

    /// The item.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.item
    }
}

impl<T> fmt::Debug for Skipped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Skipped")
            .field("index", &self.index)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Display for Skipped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item {} cannot be added to the batch: {}", self.index, self.fault)
    }
}

impl<T> std::error::Error for Skipped<T> {}
