//! The items of a list for threads: an iterator.

use crate::client::blocking::Client;
use crate::error::Error;
use crate::paging::Paged;
use crate::paging::progress::Progress;
use crate::surface::SignedBy;
use std::fmt;

impl<C: Send + Sync> Client<C> {
    /// Every item of a list, page after page, each asked for when it is needed. Ends after the first error.
    ///
    /// ```no_run
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use cio_config::{AppApiKey, AppCredentials, Region};
    /// use cio_http::{app, blocking::Client};
    ///
    /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
    /// let cio = Client::new(credentials)?;
    /// for person in cio.items(app::GetSegmentMembership::new(7)) {
    ///     println!("{}", person?.id.is_some());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<'a, O: Paged + 'a>(&'a self, operation: O) -> Items<'a, O>
    where
        O::Surface: SignedBy<C>,
    {
        let ask = move |operation: &O| self.send(operation);
        Items { ask: Box::new(ask), progress: Progress::new(operation) }
    }
}

/// Every item of a list, as an iterator: [`Client::items`] gives it.
///
/// Needs the feature `blocking`.
// Without the credentials' type parameter: a missing key is then one error, at `items`.
pub struct Items<'a, O: Paged> {
    ask: FetchPage<'a, O>,
    progress: Progress<O>,
}

type FetchPage<'a, O> =
    Box<dyn Fn(&O) -> Result<<O as crate::operation::Operation>::Output, Error> + Send + Sync + 'a>;

impl<O: Paged> Iterator for Items<'_, O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.progress.next_item() {
                return Some(Ok(item));
            }
            let operation = self.progress.operation.take()?;
            match (self.ask)(&operation) {
                Ok(output) => self.progress.take(operation, output),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &O::NAME).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Items;
    use crate::app::GetSegmentMembership;

    #[test]
    fn a_list_may_be_gone_through_on_another_thread() {
        fn crosses<T: Send + Sync>() {}
        crosses::<Items<'_, GetSegmentMembership>>();
    }
}
