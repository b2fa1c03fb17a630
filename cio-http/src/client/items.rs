//! The items of a list for async code: a stream, and a `next` to await.

use crate::client::asynchronous::Client;
use crate::error::Error;
use crate::operation::Operation;
use crate::paging::Paged;
use crate::paging::progress::Progress;
use crate::surface::SignedBy;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

impl<C: Send + Sync> Client<C> {
    /// Every item of a list, page after page, each asked for when it is needed. Ends after the first error.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use cio_config::{AppApiKey, AppCredentials, Region};
    /// use cio_http::{Client, app};
    ///
    /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
    /// let cio = Client::new(credentials)?;
    /// let mut people = cio.items(app::GetSegmentMembership::new(7));
    /// while let Some(person) = people.next().await {
    ///     println!("{}", person?.id.is_some());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<'a, O: Paged + Send + 'a>(&'a self, operation: O) -> Items<'a, O>
    where
        O::Surface: SignedBy<C>,
    {
        let ask = move |operation: O| -> NextPage<'a, O> {
            Box::pin(async move {
                let output = self.send(&operation).await?;
                Ok((operation, output))
            })
        };
        Items { ask: Box::new(ask), progress: Progress::new(operation), asking: None }
    }
}

/// Every item of a list: await [`next`](Self::next), or use it as a [`Stream`].
///
/// Needs the feature `async`.
// Without the credentials' type parameter: a missing key is then one error, at `items`.
#[must_use = "nothing is asked for until it is awaited"]
pub struct Items<'a, O: Paged> {
    ask: Box<dyn Fn(O) -> NextPage<'a, O> + Send + Sync + 'a>,
    progress: Progress<O>,
    asking: Option<NextPage<'a, O>>,
}

/// A page on its way. It owns the operation, and gives it back.
type NextPage<'a, O> = Pin<Box<dyn Future<Output = Result<Answered<O>, Error>> + Send + 'a>>;

type Answered<O> = (O, <O as Operation>::Output);

impl<O: Paged> Items<'_, O> {
    /// The next item, or nothing after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.progress.next_item() {
                return Poll::Ready(Some(Ok(item)));
            }
            if self.asking.is_none() {
                self.asking = self.progress.operation.take().map(&self.ask);
            }
            let Some(asking) = &mut self.asking else { return Poll::Ready(None) };
            let answered = ready!(asking.as_mut().poll(context));
            self.asking = None;
            match answered {
                Ok((operation, output)) => self.progress.take(operation, output),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

// Nothing in it is pinned: the future of the next page is boxed.
impl<O: Paged> Unpin for Items<'_, O> {}

impl<O: Paged> Stream for Items<'_, O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Paged> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &O::NAME).finish_non_exhaustive()
    }
}
