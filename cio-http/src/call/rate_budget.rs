//! `RateBudget`: how fast a client sends, so that the service need not slow it down.

use crate::surface::limit::{LIMITS, Limit};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How fast a client may send: what would be too much waits for its turn. Off, unless a client is given one.
///
/// Clones share it, and so do all clones of a client, in whichever order and from whichever thread they send. A client
/// made by `with_credentials` gets a new budget with the same rates, since the service counts each workspace
/// separately. Every attempt takes a turn, retries too. These waits do not count for
/// [`Policy::budget`](crate::Policy::budget), which is about failures: a queue that is longer than that is waited for
/// all the same. A turn that was given and then not used, since the future was dropped, is lost.
///
/// ```
/// use cio_http::{Limit, Rate, RateBudget};
/// use std::time::Duration;
///
/// let documented = RateBudget::documented();
/// // Two programs share the App API of one workspace: each gets half of it.
/// let half = documented.rate(Limit::App, Rate::new(5, Duration::from_secs(1)));
/// # let _ = half;
/// ```
#[derive(Clone)]
pub struct RateBudget {
    rates: [Option<Rate>; LIMITS.len()],
    buckets: Arc<[Bucket; LIMITS.len()]>,
}

/// So many requests in so long, spread evenly; and how many may come at once after a pause.
///
/// ```
/// use cio_http::Rate;
/// use std::time::Duration;
///
/// let evenly = Rate::new(10, Duration::from_secs(1)); // one every 100 ms
/// let in_bursts = evenly.burst(5); // five at once, then one every 100 ms
/// assert_ne!(evenly, in_bursts);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    interval: Duration,
    burst: u32,
}

impl Rate {
    /// So many requests in so long, one after the other; 0 is taken as 1.
    #[must_use]
    pub const fn new(requests: u32, per: Duration) -> Self {
        let requests = if requests == 0 { 1 } else { requests as u128 };
        // Rounded up, so that it is never faster than asked.
        let nanos = per.as_nanos().div_ceil(requests);
        let nanos = if nanos > u64::MAX as u128 { u64::MAX } else { nanos as u64 };
        Self { interval: Duration::from_nanos(nanos), burst: 1 }
    }

    /// How many may come at once after a pause; 0 is taken as 1. In any stretch of time there are then at most so many
    /// more than the rate says.
    #[must_use]
    pub const fn burst(mut self, requests: u32) -> Self {
        self.burst = if requests == 0 { 1 } else { requests };
        self
    }
}

impl RateBudget {
    /// Without any limit: set those that you want.
    #[must_use]
    pub fn unlimited() -> Self {
        Self { rates: [None; LIMITS.len()], buckets: Arc::default() }
    }

    /// The limits that Customer.io documents: the App API 10 requests a second; one broadcast in 10 seconds; the Track
    /// API, the Pipelines API and the sends 3000 requests in 3 seconds each, as 900 a second and bursts of 300.
    ///
    /// Source: <https://docs.customer.io/files/journeys-app.json>, read 2026-09-17, and
    /// <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    #[must_use]
    pub fn documented() -> Self {
        const SECOND: Duration = Duration::from_secs(1);
        let soft = Rate::new(900, SECOND).burst(300);
        Self::unlimited()
            .rate(Limit::Track, soft)
            .rate(Limit::Pipelines, soft)
            .rate(Limit::Sends, soft)
            .rate(Limit::App, Rate::new(10, SECOND))
            .rate(Limit::Broadcasts, Rate::new(1, Duration::from_secs(10)))
    }

    /// Sets one rate. The new budget shares no state with clones of the old one.
    #[must_use]
    pub fn rate(mut self, limit: Limit, rate: Rate) -> Self {
        self.rates[limit as usize] = Some(rate);
        self.anew()
    }

    /// The same rates, with nothing sent yet.
    pub(crate) fn anew(&self) -> Self {
        Self { rates: self.rates, buckets: Arc::default() }
    }

    /// Takes the next turn: how long until it comes, or `None` if it is now.
    pub(crate) fn turn(&self, limit: Limit, now: Instant) -> Option<Duration> {
        let rate = self.rates[limit as usize]?;
        self.buckets[limit as usize].turn(rate, now).filter(|wait| !wait.is_zero())
    }
}

impl fmt::Debug for RateBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = LIMITS.iter().filter_map(|limit| Some((limit, self.rates[*limit as usize]?)));
        f.debug_map().entries(set).finish()
    }
}

/// A bucket of tokens, kept as the time at which it will be full again.
#[derive(Default)]
struct Bucket(Mutex<Option<Instant>>);

impl Bucket {
    /// Turns are given in the order of the requests, so no caller starves.
    fn turn(&self, rate: Rate, now: Instant) -> Option<Duration> {
        // A panic while it was held left nothing half done: each update is one assignment.
        let mut full = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = full.map_or(now, |full| full.max(now));
        *full = before.checked_add(rate.interval);
        let ahead = rate.interval.saturating_mul(rate.burst - 1);
        Some(before.checked_sub(ahead)?.saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests;
