//! One `send_all` under way: what is sent next, and what an answer means. No I/O.

use super::report::{BatchEvent, BatchReport, Progress, Summary};
use crate::batch::item::Item;
use crate::batch::outcome::BatchOutcome;
use crate::batch::pack::{Pack, Packed};
use crate::batch::request::Batch;
use crate::error::Error;
use http::StatusCode;
use std::sync::Arc;

/// The batches of items that are still to come, and the tally of those that are done.
///
/// The async and the blocking driver differ in how they wait, so every decision is here: both ask [`next`](Self::next)
/// for what to send, hand each result to [`done`](Self::done), and finish by [`end`](Self::end).
pub(crate) struct Run<I: Iterator<Item: Item>, F> {
    pack: Pack<I>,
    report: F,
    summary: Summary,
    /// An error that every further batch would meet too. Batches in flight finish, but no new one starts.
    stop: Option<Arc<Error>>,
}

impl<I, F> Run<I, F>
where
    I: Iterator<Item: Item>,
    F: FnMut(BatchEvent<I::Item>),
{
    pub(crate) fn new(items: impl IntoIterator<IntoIter = I, Item = I::Item>, report: F) -> Self {
        let summary = Summary { progress: Progress::default(), first_error: None, stopped: false };
        Self { pack: Batch::pack(items), report, summary, stop: None }
    }

    /// The next batch to send; `None` at the end, or when every further batch would fail alike.
    pub(crate) fn next(&mut self) -> Option<Batch<<I::Item as Item>::Envelope>> {
        while self.stop.is_none() {
            match self.pack.next()? {
                Packed::Batch(batch) => return Some(batch),
                Packed::Skipped(skipped) => {
                    self.summary.progress.skipped += 1;
                    (self.report)(BatchEvent::Skipped(skipped));
                }
            }
        }
        None
    }

    /// Takes the outcome of a batch.
    pub(crate) fn done(
        &mut self,
        batch: Batch<<I::Item as Item>::Envelope>,
        result: Result<BatchOutcome, Error>,
    ) {
        let Summary { progress, first_error, stopped } = &mut self.summary;
        progress.batches += 1;
        let result = result.map_err(Arc::new);
        match &result {
            Ok(outcome) => {
                progress.accepted += outcome.accepted();
                progress.refused += outcome.refused();
                progress.uncertain += outcome.uncertain();
            }
            Err(error) => {
                progress.failed += batch.len();
                first_error.get_or_insert_with(|| Arc::clone(error));
                if meets_every_batch(error) {
                    *stopped = true;
                    self.stop.get_or_insert_with(|| Arc::clone(error));
                }
            }
        }
        let progress = *progress;
        (self.report)(BatchEvent::Batch(BatchReport { batch, result, progress }));
    }

    /// Gives back the items that were taken for a batch which was then not sent: the caller has no other copy.
    pub(crate) fn end(mut self) -> Summary {
        if let Some((error, batch)) = self.stop.take().and_then(|error| Some((error, self.pack.rest()?))) {
            self.summary.progress.failed += batch.len();
            let progress = self.summary.progress;
            (self.report)(BatchEvent::Batch(BatchReport { batch, result: Err(error), progress }));
        }
        self.summary
    }
}

/// Whether the next batch would fail in the same way, whatever is in it.
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
