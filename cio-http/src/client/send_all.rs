//! `send_all` of the async client.

use crate::batch::report::{BatchEvent, Summary};
use crate::batch::run::Run;
use crate::batch::send_all::SendAll;
use crate::batch::{Batch, BatchOutcome, Envelope, Item, Row};
use crate::client::asynchronous::Client;
use crate::error::Error;
use crate::surface::SignedBy;
use std::fmt;
use std::iter::Fuse;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

impl<C: Send + Sync> Client<C> {
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
    pub fn send_all<'a, I, N, T, X, E, F>(
        &'a self,
        rows: I,
        options: &SendAll,
        report: F,
    ) -> SendingAll<'a, N, T, X, E, F>
    where
        I: IntoIterator<IntoIter = N, Item: Row<Item = T, Error = X>>,
        N: Iterator<Item = I::Item>,
        T: Item<Envelope = E>,
        E: Envelope<Surface: SignedBy<C>> + 'a,
        F: FnMut(BatchEvent<T, X, E>),
    {
        let rows = rows.into_iter().fuse();
        SendingAll {
            run: Some(Run::new(rows.size_hint(), report)),
            rows,
            send: Box::new(move |batch| Box::pin(self.carry(batch))),
            under_way: Vec::new(),
            concurrency: options.concurrency.get(),
            proceed: SendingAll::proceed,
        }
    }
}

impl<C> Client<C> {
    pub(super) async fn carry<E>(&self, batch: Batch<E>) -> (Batch<E>, Result<BatchOutcome, Error>)
    where
        E: Envelope<Surface: SignedBy<C>>,
    {
        let result = self.send(&batch).await;
        (batch, result)
    }
}

/// All rows of a [`send_all`](Client::send_all) on their way: `.await` it.
///
/// Needs the feature `async`.
// A named type without bounds: an item that no batch takes is then one error, at `send_all`. The future of an `async fn`
// carries its bounds along, and the same error is repeated for the future and for its `.await`.
#[must_use = "nothing is sent until it is awaited"]
pub struct SendingAll<'a, N, T, X, E, F> {
    rows: Fuse<N>,
    /// Until it ends.
    run: Option<Run<T, X, E, F>>,
    send: Box<dyn Fn(Batch<E>) -> Sent<'a, E> + Send + Sync + 'a>,
    under_way: Vec<Sent<'a, E>>,
    concurrency: usize,
    /// The one part that needs the bounds.
    proceed: fn(&mut Self, &mut Context<'_>) -> Poll<Summary>,
}

/// A batch on its way. It owns the batch, and gives it back.
type Sent<'a, E> = Pin<Box<dyn Future<Output = (Batch<E>, Result<BatchOutcome, Error>)> + Send + 'a>>;

impl<N, T, X, E, F> SendingAll<'_, N, T, X, E, F>
where
    N: Iterator<Item: Row<Item = T, Error = X>>,
    T: Item<Envelope = E>,
    E: Envelope,
    F: FnMut(BatchEvent<T, X, E>),
{
    fn proceed(&mut self, context: &mut Context<'_>) -> Poll<Summary> {
        let run = self.run.as_mut().expect("a future is not polled after its end");
        loop {
            while self.under_way.len() < self.concurrency {
                let Some(batch) = run.next(&mut self.rows) else { break };
                self.under_way.push((self.send)(batch));
            }
            if self.under_way.is_empty() {
                return Poll::Ready(self.run.take().expect("it was there above").end());
            }
            let (batch, result) = ready!(first(&mut self.under_way, context));
            run.done(batch, result);
        }
    }
}

/// The first of some futures to end, which is taken out.
pub(super) fn first<F: Future + ?Sized>(
    futures: &mut Vec<Pin<Box<F>>>,
    context: &mut Context<'_>,
) -> Poll<F::Output> {
    for index in 0..futures.len() {
        if let Poll::Ready(output) = futures[index].as_mut().poll(context) {
            drop(futures.swap_remove(index));
            return Poll::Ready(output);
        }
    }
    Poll::Pending
}

// Nothing in it is pinned: the futures of the batches are boxed.
impl<N, T, X, E, F> Unpin for SendingAll<'_, N, T, X, E, F> {}

impl<N, T, X, E, F> Future for SendingAll<'_, N, T, X, E, F> {
    type Output = Summary;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Summary> {
        let this = self.get_mut();
        (this.proceed)(this, context)
    }
}

impl<N, T, X, E, F> fmt::Debug for SendingAll<'_, N, T, X, E, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendingAll").field("under_way", &self.under_way.len()).finish_non_exhaustive()
    }
}
