//! Limits how many requests of a client are in flight, each on its own connection.

use crate::error::Error;
use crate::error::connect_fault::ConnectFault;
use crate::error::transport_error::{FailurePoint, TransportError};
use std::time::{Duration, Instant};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

/// 1,000 requests a second if each is answered in 100 ms, which is the documented rate of the Track API, and a fifth of the
/// 1,024 descriptors that many systems give a process, with as many connections kept open for later.
pub(super) const DEFAULT: usize = 100;

/// The permits that requests take while they are on their way. The request that has waited longest gets the next that is free.
pub(crate) struct Permits {
    free: Semaphore,
    /// How long an attempt may take, waiting for its permit included.
    timeout: Duration,
}

/// One request may be on its way while this is there.
pub(crate) struct Permit<'a> {
    _permit: SemaphorePermit<'a>,
    /// How long the attempt may take: the client's limit, less the time that it waited.
    limit: Duration,
    limit_of_client: Duration,
}

impl Permit<'_> {
    /// The same for an attempt that may take at most this long.
    pub(crate) fn within(self, limit: Duration) -> Self {
        Self { limit: limit.min(self.limit), ..self }
    }

    /// The limit of the attempt, if it is less than that of the client.
    pub(crate) fn limit(&self) -> Option<Duration> {
        (self.limit < self.limit_of_client).then_some(self.limit)
    }
}

impl Permits {
    pub(super) fn new(count: usize, timeout: Duration) -> Result<Self, Error> {
        if count == 0 {
            return Err(Error::setup(
                "`max_connections` is 0, so no request could be sent; it must be at least 1",
            ));
        }
        Ok(Self { free: Semaphore::new(count.min(Semaphore::MAX_PERMITS)), timeout })
    }

    const fn permit<'a>(&self, permit: SemaphorePermit<'a>, limit: Duration) -> Permit<'a> {
        Permit { _permit: permit, limit, limit_of_client: self.timeout }
    }

    /// A permit, if one is free now: it costs little, and is what happens nearly always.
    fn free(&self) -> Option<Permit<'_>> {
        self.free.try_acquire().ok().map(|permit| self.permit(permit, self.timeout))
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
    ) -> Result<Permit<'a>, TransportError> {
        let Some(Ok(permit)) = got else {
            let error =
                TransportError::new(FailurePoint::Connect, "the time to wait for one of them ran out");
            return Err(error.connect_fault(ConnectFault::AllInUse));
        };
        Ok(self.permit(permit, self.timeout.saturating_sub(begun.elapsed())))
    }
}

#[cfg(feature = "async")]
impl Permits {
    pub(super) async fn take(&self) -> Result<Permit<'_>, TransportError> {
        match self.free() {
            Some(permit) => Ok(permit),
            // Boxed, so that the future of any other send does not reserve space for it.
            None => Box::pin(self.wait()).await,
        }
    }

    async fn wait(&self) -> Result<Permit<'_>, TransportError> {
        let begun = Instant::now();
        let got = tokio::time::timeout(self.longest_wait(), self.free.acquire()).await;
        self.after_waiting(begun, got.ok())
    }
}

#[cfg(feature = "blocking")]
mod on_a_thread {
    use super::{Permit, Permits};
    use crate::error::transport_error::TransportError;
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};
    use std::time::{Duration, Instant};

    impl Permits {
        /// The same on a thread that waits.
        pub(in crate::client) fn take_here(&self) -> Result<Permit<'_>, TransportError> {
            match self.free() {
                Some(permit) => Ok(permit),
                None => {
                    let begun = Instant::now();
                    let until = begun.checked_add(self.longest_wait());
                    self.after_waiting(begun, wait_here(self.free.acquire(), until))
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

    /// The output of a future, if it is ready in time. A deadline too far for the clock is `None`: it waits without
    /// end.
    fn wait_here<F: Future>(future: F, until: Option<Instant>) -> Option<F::Output> {
        let mut future = pin!(future);
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Some(output);
            }
            match until.map(|until| until.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return None,
                Some(left) => thread::park_timeout(left),
                None => thread::park(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permits;
    use std::time::Duration;

    #[test]
    fn an_attempt_has_the_shorter_of_two_limits() {
        let seconds = Duration::from_secs;
        for (of_client, within, limit) in [
            (seconds(10), None, None),
            (seconds(10), Some(seconds(5)), Some(seconds(5))),
            (seconds(5), Some(seconds(5)), None),
            (seconds(2), Some(seconds(5)), None),
        ] {
            let permits = Permits::new(1, of_client).unwrap();
            let permit = permits.free().unwrap();
            let permit = match within {
                Some(limit) => permit.within(limit),
                None => permit,
            };
            assert_eq!(permit.limit(), limit, "{of_client:?} {within:?}");
        }
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn a_thread_waits_without_end_for_a_permit_of_a_client_without_limit() {
        let permits = Permits::new(1, Duration::MAX).unwrap();
        let held = permits.free().unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| permits.take_here().is_ok());
            std::thread::sleep(Duration::from_millis(50));
            drop(held);
            assert!(waiting.join().unwrap());
        });
    }
}
