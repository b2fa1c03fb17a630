//! One `send_all` or `send_stream` in progress: chooses the next batch and judges its answer. No I/O.

use super::report::{BatchEvent, BatchReport, Progress, Summary};
use crate::batch::fault::Skipped;
use crate::batch::item::{Envelope, Item};
use crate::batch::outcome::BatchOutcome;
use crate::batch::request::Batch;
use crate::batch::row::{BadRow, Row};
use crate::error::Error;
use http::StatusCode;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Instant;

/// The batch that is being filled, and the tally of those that are done.
///
/// The drivers differ in how they wait, so every decision is here: they hand each row to [`take`](Self::take), or an
/// iterator to [`next`](Self::next), send the batches that come of it, hand each result to [`done`](Self::done), and
/// finish by [`end`](Self::end).
pub(crate) struct Run<T, X, E, F> {
    open: Batch<E>,
    /// Rows taken so far.
    taken: usize,
    /// The first row of each batch that is on its way.
    under_way: Vec<usize>,
    /// The first row of the first batch that failed.
    first_failed: Option<usize>,
    begun: Instant,
    report: F,
    summary: Summary,
    /// An error that every further batch would meet too. Batches in flight finish, but no new one starts.
    stop: Option<Arc<Error>>,
    rows: PhantomData<fn(T, X)>,
}

impl<T, X, E, F> Run<T, X, E, F>
where
    T: Item<Envelope = E>,
    E: Envelope,
    F: FnMut(BatchEvent<T, X, E>),
{
    /// Of rows with this [`size_hint`](Iterator::size_hint).
    pub(crate) fn new((at_least, at_most): (usize, Option<usize>), report: F) -> Self {
        let progress = Progress { total: at_most.filter(|most| *most == at_least), ..Progress::default() };
        let summary = Summary { progress, first_error: None, stopped: false };
        Self {
            open: Batch::new(),
            taken: 0,
            under_way: Vec::new(),
            first_failed: None,
            begun: Instant::now(),
            report,
            summary,
            stop: None,
            rows: PhantomData,
        }
    }

    /// The next batch to send; `None` at the end, or when every further batch would fail alike.
    pub(crate) fn next(
        &mut self,
        rows: &mut impl Iterator<Item: Row<Item = T, Error = X>>,
    ) -> Option<Batch<E>> {
        while !self.is_stopped() {
            let Some(row) = rows.next() else { return self.rest() };
            if let Some(full) = self.take(row) {
                return Some(full);
            }
        }
        None
    }

    /// Takes a row. If it does not fit, returns the full batch and starts the next with it.
    pub(crate) fn take(&mut self, row: impl Row<Item = T, Error = X>) -> Option<Batch<E>> {
        let index = self.taken;
        self.taken += 1;
        let item = match row.read() {
            Ok(item) => item,
            Err(error) => {
                self.summary.progress.bad_rows += 1;
                (self.report)(BatchEvent::BadRow(BadRow::new(index, error)));
                return None;
            }
        };
        match self.open.take(index, &item) {
            Ok(full) => self.leaves(full),
            Err(fault) => {
                self.summary.progress.skipped += 1;
                (self.report)(BatchEvent::Skipped(Skipped::new(index, item, fault)));
                None
            }
        }
    }

    /// The first row of the batch that is being filled.
    pub(crate) fn first_open(&self) -> Option<usize> {
        self.open.indices().first().copied()
    }

    /// The batch that is being filled, full or not; `None` if it is empty.
    pub(crate) fn rest(&mut self) -> Option<Batch<E>> {
        let rest = self.open.rest();
        self.leaves(rest)
    }

    fn leaves(&mut self, batch: Option<Batch<E>>) -> Option<Batch<E>> {
        self.under_way.extend(batch.as_ref().and_then(|batch| batch.indices().first()));
        batch
    }

    /// Takes the outcome of a batch.
    pub(crate) fn done(&mut self, batch: Batch<E>, result: Result<BatchOutcome, Error>) {
        let result = result.map_err(Arc::new);
        if let Err(error) = &result {
            self.summary.first_error.get_or_insert_with(|| Arc::clone(error));
            if meets_every_batch(error) {
                self.summary.stopped = true;
                self.stop.get_or_insert_with(|| Arc::clone(error));
            }
        }
        self.summary.progress.batches += 1;
        self.tally(batch, result);
    }

    /// Starts no batch, for this reason.
    #[cfg(feature = "blocking")]
    pub(crate) fn stop(&mut self, error: Error) {
        let error = Arc::new(error);
        self.summary.first_error = Some(Arc::clone(&error));
        self.summary.stopped = true;
        self.stop = Some(error);
    }

    /// Whether every further batch would fail like one before.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.is_some()
    }

    fn tally(&mut self, batch: Batch<E>, result: Result<BatchOutcome, Arc<Error>>) {
        let first = batch.indices().first().copied();
        self.under_way.retain(|index| Some(*index) != first);
        let progress = &mut self.summary.progress;
        match &result {
            Ok(outcome) => {
                progress.accepted += outcome.accepted();
                progress.refused += outcome.refused();
                progress.uncertain += outcome.uncertain();
            }
            Err(_) => {
                progress.failed += batch.len();
                self.first_failed = self.first_failed.into_iter().chain(first).min();
            }
        }
        let progress = self.progress();
        (self.report)(BatchEvent::Batch(BatchReport { batch, result, progress }));
    }

    fn progress(&self) -> Progress {
        let pending = self.under_way.iter().copied().chain(self.first_failed).chain(self.first_open());
        Progress {
            resume_at: pending.min().unwrap_or(self.taken),
            elapsed: self.begun.elapsed(),
            ..self.summary.progress
        }
    }

    /// Gives back the items that were taken for a batch which was then not sent: the caller has no other copy.
    pub(crate) fn end(mut self) -> Summary {
        if let Some((error, batch)) = self.stop.take().and_then(|error| Some((error, self.rest()?))) {
            self.tally(batch, Err(error));
        }
        Summary { progress: self.progress(), ..self.summary }
    }
}

/// Whether the next batch would fail in the same way, with any items.
fn meets_every_batch(error: &Error) -> bool {
    match error {
        Error::Setup(_) | Error::WrongRegion(_) | Error::Redirected(_) => true,
        Error::Refused(_) => matches!(
            error.status(),
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
        ),
        _ => false,
    }
}
