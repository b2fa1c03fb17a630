//! How many requests of a client are on their way at a time, each on a connection of its own.

use crate::error::Error;
use crate::error::connect_fault::ConnectFault;
use crate::error::transport_error::{FailurePoint, TransportError};
use std::time::{Duration, Instant};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

/// 1,000 requests a second if each is answered in 100 ms, which is the documented rate of the Track API, and a fifth of the
/// 1,024 descriptors that many systems give a process, with as many connections kept open for later.
pub(super) const DEFAULT: usize = 100;

/// The places that requests take while they are on their way. Whoever comes first gets the next that is free.
pub(crate) struct Places {
    free: Semaphore,
    /// How long an attempt may take, waiting for its place included.
    timeout: Duration,
}

/// One request may be on its way while this is there.
pub(crate) struct Place<'a> {
    _permit: SemaphorePermit<'a>,
    /// How long the attempt may take: the client's limit, less the time that it waited.
    limit: Duration,
    /// Whether that is less than the limit of the client.
    is_less: bool,
}

impl Place<'_> {
    /// The same for an attempt that may take at most this long.
    pub(crate) fn within(self, limit: Duration) -> Self {
        if limit < self.limit { Self { limit, is_less: true, ..self } } else { self }
    }

    /// The limit of the attempt, if it is less than that of the client.
    pub(super) fn limit(&self) -> Option<Duration> {
        self.is_less.then_some(self.limit)
    }
}

impl Places {
    pub(super) fn new(count: usize, timeout: Duration) -> Result<Self, Error> {
        if count == 0 {
            return Err(Error::setup(
                "`max_connections` is 0, so no request could be sent; it must be at least 1",
            ));
        }
        Ok(Self { free: Semaphore::new(count.min(Semaphore::MAX_PERMITS)), timeout })
    }

    /// A place, if one is free now: it costs little, and is what happens nearly always.
    fn free(&self) -> Option<Place<'_>> {
        self.free.try_acquire().ok().map(|permit| Place {
            _permit: permit,
            limit: self.timeout,
            is_less: false,
        })
    }

    /// An attempt that waited has at least as long for itself as it waited: cut off earlier it might be done, and the caller
    /// could not know.
    fn longest_wait(&self) -> Duration {
        self.timeout / 2
    }

    fn after_waiting<'a>(
        &self,
        begun: Instant,
        got: Option<Result<SemaphorePermit<'a>, AcquireError>>,
    ) -> Result<Place<'a>, TransportError> {
        let Some(Ok(permit)) = got else {
            let error =
                TransportError::new(FailurePoint::Connect, "the time to wait for one of them ran out");
            return Err(error.connect_fault(ConnectFault::AllInUse));
        };
        let limit = self.timeout.saturating_sub(begun.elapsed());
        Ok(Place { _permit: permit, limit, is_less: true })
    }
}

#[cfg(feature = "async")]
impl Places {
    pub(super) async fn take(&self) -> Result<Place<'_>, TransportError> {
        match self.free() {
            Some(place) => Ok(place),
            // In a box of its own, so that no other send carries room for it.
            None => Box::pin(self.wait()).await,
        }
    }

    async fn wait(&self) -> Result<Place<'_>, TransportError> {
        let begun = Instant::now();
        let got = tokio::time::timeout(self.longest_wait(), self.free.acquire()).await;
        self.after_waiting(begun, got.ok())
    }
}

#[cfg(feature = "blocking")]
mod on_a_thread {
    use super::{Place, Places};
    use crate::error::transport_error::TransportError;
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};
    use std::time::{Duration, Instant};

    impl Places {
        /// The same on a thread that waits.
        pub(in crate::client) fn take_here(&self) -> Result<Place<'_>, TransportError> {
            match self.free() {
                Some(place) => Ok(place),
                None => {
                    let begun = Instant::now();
                    self.after_waiting(begun, wait_here(self.free.acquire(), begun + self.longest_wait()))
                }
            }
        }
    }

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    /// What a future gives, if it gives it in time.
    fn wait_here<F: Future>(future: F, until: Instant) -> Option<F::Output> {
        let mut future = pin!(future);
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Some(output);
            }
            match until.saturating_duration_since(Instant::now()) {
                Duration::ZERO => return None,
                left => thread::park_timeout(left),
            }
        }
    }
}
