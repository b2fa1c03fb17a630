//! `send_stream` of the async client.

use crate::batch::report::{BatchEvent, Summary};
use crate::batch::run::Run;
use crate::batch::send_all::SendAll;
use crate::batch::{Batch, BatchOutcome, Envelope, Item, Row};
use crate::client::asynchronous::Client;
use crate::client::send_all::first;
use crate::error::Error;
use crate::surface::SignedBy;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::Sleep;

impl<C> Client<C> {
    /// As [`send_all`](Self::send_all), of a [`Stream`]: a channel's receiver, the lines of a socket, the rows of a query.
    ///
    /// A batch goes when it is full, or as old as [`linger`](SendAll::linger) says. The stream is asked for a row only
    /// while fewer batches than [`concurrency`](SendAll::concurrency) are on their way: what fills it has to wait, and
    /// nothing else is kept. It ends with the stream, after the last batch was answered.
    ///
    /// ```no_run
    /// # use cio_config::TrackCredentials;
    /// # async fn example<S>(cio: cio_http::Client<TrackCredentials>, purchases: S)
    /// # where S: futures_core::Stream<Item = cio_http::track::v2::PersonEvent> {
    /// use cio_http::batch::{BatchEvent, SendAll};
    /// use std::time::Duration;
    ///
    /// let options = SendAll::default().linger(Duration::from_millis(200));
    /// let summary = cio
    ///     .send_stream(purchases, &options, |event| {
    ///         if let BatchEvent::Batch(batch) = event {
    ///             eprintln!("{} sent", batch.progress().accepted);
    ///         }
    ///     })
    ///     .await;
    /// # }
    /// ```
    ///
    /// A receiver of tokio becomes a stream by `tokio_stream::wrappers::ReceiverStream`, and any `async` function by
    /// `futures_util::stream::unfold`.
    pub async fn send_stream<S, T, X, E>(
        &self,
        rows: S,
        options: &SendAll,
        report: impl FnMut(BatchEvent<T, X, E>),
    ) -> Summary
    where
        S: Stream<Item: Row<Item = T, Error = X>>,
        T: Item<Envelope = E>,
        E: Envelope<Surface: SignedBy<C>>,
    {
        let mut rows = pin!(rows);
        let mut run = Run::new(rows.size_hint(), report);
        let mut under_way = Vec::new();
        let mut linger = BatchTimer { age: options.linger, of: None };
        let mut is_over = false;
        loop {
            let step = poll_fn(|context| {
                if let Poll::Ready((batch, result)) = first(&mut under_way, context) {
                    return Poll::Ready(Step::Done(batch, result));
                }
                if under_way.len() == options.concurrency.get() {
                    return Poll::Pending;
                }
                while !(is_over || run.is_stopped()) {
                    match rows.as_mut().poll_next(context) {
                        Poll::Ready(Some(row)) => {
                            let full = run.take(row);
                            linger.watch(run.first_open());
                            if let Some(batch) = full {
                                return Poll::Ready(Step::Send(batch));
                            }
                        }
                        Poll::Ready(None) => is_over = true,
                        Poll::Pending => {
                            let is_due = linger.poll(context).is_ready();
                            let batch = if is_due { run.rest() } else { None };
                            return batch.map_or(Poll::Pending, |batch| Poll::Ready(Step::Send(batch)));
                        }
                    }
                }
                let rest = if run.is_stopped() { None } else { run.rest() };
                match rest {
                    Some(batch) => Poll::Ready(Step::Send(batch)),
                    None if under_way.is_empty() => Poll::Ready(Step::End),
                    None => Poll::Pending,
                }
            });
            match step.await {
                Step::Send(batch) => {
                    linger.watch(run.first_open());
                    under_way.push(Box::pin(self.carry(batch)));
                }
                Step::Done(batch, result) => run.done(batch, result),
                Step::End => return run.end(),
            }
        }
    }
}

/// The next step.
enum Step<E> {
    Send(Batch<E>),
    Done(Batch<E>, Result<BatchOutcome, Error>),
    End,
}

/// When the batch that is being filled has its age.
struct BatchTimer {
    age: Duration,
    /// Its first row, which is never that of another batch.
    of: Option<(usize, Pin<Box<Sleep>>)>,
}

impl BatchTimer {
    /// Counts from now, if this is the first row of another batch than before.
    fn watch(&mut self, first: Option<usize>) {
        if first != self.of.as_ref().map(|(first, _)| *first) {
            self.of = first.map(|first| (first, Box::pin(tokio::time::sleep(self.age))));
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.of {
            Some((_, sleep)) => sleep.as_mut().poll(context),
            None => Poll::Pending,
        }
    }
}
