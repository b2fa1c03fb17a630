//! `send_all` of the async client.

use crate::batch::report::{BatchEvent, Summary};
use crate::batch::run::Run;
use crate::batch::send_all::SendAll;
use crate::batch::{Batch, BatchOutcome, Envelope, Item};
use crate::client::asynchronous::Client;
use crate::error::Error;
use crate::surface::SignedBy;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

impl<C> Client<C> {
    /// Sends any number of items in batches, a few at a time, and reports the outcome of each.
    ///
    /// Items are taken from the iterator as batches leave, so memory does not grow with their number. One batch that
    /// fails does not end it, unless all others would fail too: a wrong key, a wrong region. Then the items taken so
    /// far are reported, with that error, and the rest stays in the iterator. All of it happens in this future:
    /// dropped, it starts nothing more.
    ///
    /// ```no_run
    /// # use cio_config::TrackCredentials;
    /// # async fn example(cio: cio_http::Client<TrackCredentials>) {
    /// use cio_http::batch::{ItemOutcome, BatchEvent, SendAll};
    /// use cio_http::track::v2::PersonEvent;
    ///
    /// let events = (0..100_000_u64).map(|person| PersonEvent::new(person, "imported"));
    /// let summary = cio
    ///     .send_all(events, &SendAll::default(), |report| match report {
    ///         BatchEvent::Skipped(item) => eprintln!("{item}"),
    ///         BatchEvent::Batch(batch) => {
    ///             for (index, outcome) in batch.items() {
    ///                 if !matches!(outcome, ItemOutcome::Accepted) {
    ///                     eprintln!("item {index}: {outcome:?}");
    ///                 }
    ///             }
    ///             eprintln!("{} sent", batch.progress().accepted);
    ///         }
    ///         _ => {}
    ///     })
    ///     .await;
    /// assert!(summary.is_complete());
    /// # }
    /// ```
    pub async fn send_all<I>(
        &self,
        items: I,
        options: &SendAll,
        report: impl FnMut(BatchEvent<I::Item>),
    ) -> Summary
    where
        I: IntoIterator<Item: Item>,
        <<I::Item as Item>::Envelope as Envelope>::Surface: SignedBy<C>,
    {
        let mut run = Run::new(items, report);
        let mut under_way = Vec::new();
        loop {
            while under_way.len() < options.concurrency.get() {
                let Some(batch) = run.next() else { break };
                under_way.push(Box::pin(self.carry(batch)));
            }
            if under_way.is_empty() {
                return run.end();
            }
            let (batch, result) = first(&mut under_way).await;
            run.done(batch, result);
        }
    }

    async fn carry<E>(&self, batch: Batch<E>) -> (Batch<E>, Result<BatchOutcome, Error>)
    where
        E: Envelope<Surface: SignedBy<C>>,
    {
        let result = self.send(&batch).await;
        (batch, result)
    }
}

/// The first of some futures to end, which is taken out.
async fn first<F: Future>(futures: &mut Vec<Pin<Box<F>>>) -> F::Output {
    poll_fn(|context| {
        for index in 0..futures.len() {
            if let Poll::Ready(output) = futures[index].as_mut().poll(context) {
                drop(futures.swap_remove(index));
                return Poll::Ready(output);
            }
        }
        Poll::Pending
    })
    .await
}
