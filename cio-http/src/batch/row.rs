//! `Row`: an item, or an error where one should have been read.

use crate::batch::item::Item;
use std::convert::Infallible;
use std::fmt;

/// A row of `send_all`: an item, or the `Result` of reading one.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::Row;
/// use cio_http::track::v2::IdentifyPerson;
///
/// /// The people of a file with one ID a line.
/// fn people(file: &str) -> impl Iterator<Item = Result<IdentifyPerson, std::num::ParseIntError>> {
///     file.lines().map(|line| Ok(IdentifyPerson::new(line.parse::<u64>()?)))
/// }
///
/// let rows: Vec<_> = people("1\ntwo\n3").map(Row::read).collect();
/// assert!(rows[0].is_ok() && rows[1].is_err());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in a batch",
    label = "this is not an item of a batch",
    note = "the Track API takes the types of `cio_http::track::v2` in batches, such as `IdentifyPerson` and `PersonEvent`",
    note = "the Pipelines API takes its calls in batches, such as `cio_http::pipelines::Track`",
    note = "a `Result` of one of them is taken too"
)]
pub trait Row {
    /// The type of item that is sent.
    type Item: Item;

    /// Why there may be none.
    type Error;

    /// The item.
    ///
    /// # Errors
    /// The error that was found in place of an item.
    fn read(self) -> Result<Self::Item, Self::Error>;
}

impl<T: Item> Row for T {
    type Item = T;
    type Error = Infallible;

    fn read(self) -> Result<T, Infallible> {
        Ok(self)
    }
}

impl<T: Item, X> Row for Result<T, X> {
    type Item = T;
    type Error = X;

    fn read(self) -> Self {
        self
    }
}

/// An error in the place of an item: what the caller's iterator gave, given back.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::{BadRow, BatchEvent};
/// use cio_http::track::v2::IdentifyPerson;
/// use std::num::ParseIntError;
///
/// fn log(event: BatchEvent<IdentifyPerson, ParseIntError>) {
///     if let BatchEvent::BadRow(row) = event {
///         eprintln!("line {}: {}", row.index() + 1, row.error());
///     }
/// }
/// ```
pub struct BadRow<X> {
    index: usize,
    error: X,
}

impl<X> BadRow<X> {
    pub(super) const fn new(index: usize, error: X) -> Self {
        Self { index, error }
    }

    /// Its index in the sequence that is sent.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The error that was found in place of an item.
    #[must_use]
    pub const fn error(&self) -> &X {
        &self.error
    }

    /// The error itself.
    #[must_use]
    pub fn into_inner(self) -> X {
        self.error
    }
}

/// Without the error, which may quote the row.
impl<X> fmt::Debug for BadRow<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BadRow").field("index", &self.index).finish_non_exhaustive()
    }
}
