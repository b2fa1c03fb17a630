//! `send_all`: any number of items, packed into batches of which a few are on their way at a time.

use std::num::NonZeroUsize;
#[cfg(feature = "async")]
use std::time::Duration;

/// How `send_all` and `send_stream` go about it.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::batch::SendAll;
///
/// let gently = SendAll::default().concurrency(1);
/// # let _ = gently;
/// ```
#[derive(Clone, Debug)]
pub struct SendAll {
    pub(crate) concurrency: NonZeroUsize,
    #[cfg(feature = "async")]
    pub(crate) linger: Duration,
}

impl Default for SendAll {
    fn default() -> Self {
        Self {
            concurrency: NonZeroUsize::MIN.saturating_add(3),
            #[cfg(feature = "async")]
            linger: Duration::from_secs(1),
        }
    }
}

impl SendAll {
    /// How many batches are on their way at a time, each of which is in memory; 0 is taken as 1. Default: 4.
    ///
    /// Those that are on their way together arrive in any order, and one that is sent again arrives late. Where a later item
    /// undoes an earlier one, such as a person who is deleted and made anew, take 1.
    #[must_use]
    pub fn concurrency(mut self, batches: usize) -> Self {
        self.concurrency = NonZeroUsize::new(batches).unwrap_or(NonZeroUsize::MIN);
        self
    }

    /// Only of `send_stream`: how old a batch becomes at most before it goes, full or not. Default: 1 s.
    ///
    /// Needs the feature `async`.
    #[cfg(feature = "async")]
    #[must_use]
    pub fn linger(mut self, age: Duration) -> Self {
        self.linger = age;
        self
    }
}
