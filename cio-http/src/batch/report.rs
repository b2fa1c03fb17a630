//! Reports of `send_all`, while it runs and at its end.

use crate::batch::fault::Skipped;
use crate::batch::item::{Envelope, Item};
use crate::batch::outcome::{BatchOutcome, ItemError};
use crate::batch::request::Batch;
use crate::batch::row::BadRow;
use crate::error::Error;
use crate::error::advice::Advice;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// One thing that happened, of `T` the items and `X` the errors in place of items.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::BatchEvent;
/// use cio_http::track::v2::PersonEvent;
///
/// /// Keeps the items that could not be sent.
/// fn keep(report: BatchEvent<PersonEvent>, kept: &mut Vec<PersonEvent>) {
///     match report {
///         BatchEvent::Skipped(skipped) => kept.push(skipped.into_inner()),
///         BatchEvent::Batch(batch) => eprintln!("{} sent", batch.progress().accepted),
///         _ => {}
///     }
/// }
/// ```
// Without a bound, and with `E` for the batch: an item that goes into no batch is then one error of `send_all`, not one
// for each mention.
#[non_exhaustive]
pub enum BatchEvent<T, X = Infallible, E = <T as Item>::Envelope> {
    /// An item cannot go into a batch; it is given back, and was not sent.
    Skipped(Skipped<T>),
    /// The iterator or stream gave an error instead of an item: a line of a file that is not readable.
    BadRow(BadRow<X>),
    /// A batch came back, or did not arrive.
    Batch(BatchReport<E>),
}

/// The outcome of one batch.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::{Batch, BatchReport};
/// use cio_http::track::v2::Entities;
///
/// /// The batch, if it is worth sending again.
/// fn again(report: BatchReport<Entities>) -> Option<Batch<Entities>> {
///     let is_retryable = report.result().is_err_and(|error| error.is_retryable());
///     is_retryable.then(|| report.into_batch())
/// }
/// ```
pub struct BatchReport<E> {
    pub(super) batch: Batch<E>,
    pub(super) result: Result<BatchOutcome, Arc<Error>>,
    pub(super) progress: Progress,
}

/// The outcome of one item of a batch.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::ItemOutcome;
///
/// assert!(matches!(ItemOutcome::Accepted, ItemOutcome::Accepted));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ItemOutcome<'a> {
    /// The service took it.
    Accepted,
    /// The service did not take it, and says why; the first of its errors.
    Refused(&'a ItemError),
    /// The service did not take some item of the batch, perhaps this, and does not say which.
    Uncertain(&'a ItemError),
    /// The batch failed: what that means for each of its items, the error says.
    Failed(&'a Error),
}

impl ItemOutcome<'_> {
    /// What a queue or a job runner should do with the item; done if the service accepted it.
    #[must_use]
    pub fn advice(&self) -> Option<Advice> {
        match self {
            Self::Accepted => None,
            Self::Refused(_) => Some(Advice::Discard),
            Self::Uncertain(_) => Some(Advice::Review),
            Self::Failed(error) => Some(error.advice()),
        }
    }
}

/// How many items have met which end so far, and how long it took.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// assert_eq!(cio_http::batch::Progress::default().accepted, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Items that the service took.
    pub accepted: usize,
    /// Items that the service did not take, though it took others of their batch.
    pub refused: usize,
    /// Items that the service may have taken or not: it refused some item of their batch without naming it.
    pub uncertain: usize,
    /// Items of batches that failed.
    pub failed: usize,
    /// Items that went into no batch.
    pub skipped: usize,
    /// Errors that the iterator or stream gave instead of items.
    pub bad_rows: usize,
    /// Batches that came back or failed.
    pub batches: usize,
    /// Where to start again: every row before this one was sent and answered, or reported as skipped or bad. Rows after
    /// it may have been sent too.
    pub resume_at: usize,
    /// How many rows there are in all, if the iterator or stream knows: its `size_hint` is exact.
    pub total: Option<usize>,
    /// Time since the start.
    pub elapsed: Duration,
}

impl Progress {
    /// Rows that met an end so far, whichever.
    ///
    /// ```
    /// assert_eq!(cio_http::batch::Progress::default().rows(), 0);
    /// ```
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.accepted + self.refused + self.uncertain + self.failed + self.skipped + self.bad_rows
    }
}

/// How it ended.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::Summary;
///
/// fn print(summary: &Summary) {
///     match summary.first_error() {
///         None if summary.is_complete() => println!("all sent"),
///         None => println!("some were not taken: {:?}", summary.progress()),
///         Some(error) => println!("{error}"),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "some items may not have been sent"]
pub struct Summary {
    pub(super) progress: Progress,
    pub(super) first_error: Option<Arc<Error>>,
    pub(super) stopped: bool,
}

impl<E: Envelope> BatchReport<E> {
    /// The outcome of each item, in time that grows with items plus errors, with its place in the sequence that was
    /// given to `send_all`.
    pub fn items(&self) -> impl Iterator<Item = (usize, ItemOutcome<'_>)> {
        self.batch.indices().iter().enumerate().map(|(batch_index, index)| (*index, self.item(batch_index)))
    }

    fn item(&self, batch_index: usize) -> ItemOutcome<'_> {
        match &self.result {
            Err(error) => ItemOutcome::Failed(error),
            Ok(outcome) => match (outcome.error_of(batch_index), outcome.first_nameless()) {
                (Some(error), _) => ItemOutcome::Refused(error),
                (None, Some(error)) => ItemOutcome::Uncertain(error),
                (None, None) => ItemOutcome::Accepted,
            },
        }
    }

    /// The service's answer, or the reason there was none.
    ///
    /// # Errors
    /// As `send` of the client.
    pub fn result(&self) -> Result<&BatchOutcome, &Error> {
        self.result.as_ref().map_err(AsRef::as_ref)
    }

    /// How far it all is, this batch included.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// The batch, to be kept or sent again: an operation like any other.
    #[must_use]
    pub fn into_batch(self) -> Batch<E> {
        self.batch
    }
}

impl Summary {
    /// How many items met which end.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Whether every item was taken from the iterator, and the service took it.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.progress.rows() == self.progress.accepted && !self.stopped
    }

    /// Whether it ended early, since every further batch would have failed like one before: a wrong key, a wrong
    /// region.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Why the first batch failed that did; of several on their way, the first to come back.
    #[must_use]
    pub fn first_error(&self) -> Option<&Error> {
        self.first_error.as_deref()
    }
}

impl<T, X, E> fmt::Debug for BatchEvent<T, X, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped(skipped) => skipped.fmt(f),
            Self::BadRow(row) => row.fmt(f),
            Self::Batch(report) => report.fmt(f),
        }
    }
}

impl<E> fmt::Debug for BatchReport<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchReport")
            .field("batch", &self.batch)
            .field("result", &self.result)
            .field("progress", &self.progress)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{BatchReport, ItemOutcome, Progress};
    use crate::operation::Operation;
    use crate::track::v2::{Batch, DeletePerson};

    #[test]
    fn an_item_that_may_be_the_refused_one_is_not_reported_as_accepted() {
        let mut batch = Batch::new();
        (0..3_u64).for_each(|id| batch.push(DeletePerson::new(id)).unwrap());
        let answer = r#"{"errors":[{"batch_index":1,"message":"no"},{"message":"some item"}]}"#;
        let response = http::Response::builder().status(207).body(answer.into()).unwrap();
        let result = Ok(batch.response(&response).unwrap());
        let report = BatchReport { batch, result, progress: Progress::default() };
        let found: Vec<_> = report
            .items()
            .map(|(index, outcome)| match outcome {
                ItemOutcome::Refused(error) => (index, "refused", error.to_string()),
                ItemOutcome::Uncertain(error) => (index, "uncertain", error.to_string()),
                outcome => panic!("{index}: {outcome:?}"),
            })
            .collect();
        assert_eq!(
            found,
            [
                (0, "uncertain", "an item: some item".to_owned()),
                (1, "refused", "item 1: no".to_owned()),
                (2, "uncertain", "an item: some item".to_owned()),
            ]
        );
    }
}
