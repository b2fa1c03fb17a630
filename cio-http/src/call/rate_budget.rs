//! `RateBudget`: how fast a client sends, so that the service need not slow it down.

use crate::surface::limit::{LIMITS, Limit};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How fast a client may send: requests above the rate wait for their turn. Off, unless a client is given one.
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
/// // This program asks the App API for less, and leaves the rest to people.
/// let gently = documented.rate(Limit::App, Rate::new(5, Duration::from_secs(1)));
/// // One of six workers of one workspace.
/// let worker = RateBudget::documented().share(1, 6);
/// # let _ = (gently, worker);
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
    requests: u32,
    per: Duration,
    interval: Duration,
    burst: u32,
}

impl Rate {
    /// So many requests in so long, one after the other; 0 is taken as 1.
    #[must_use]
    pub const fn new(requests: u32, per: Duration) -> Self {
        let requests = if requests == 0 { 1 } else { requests };
        Self { requests, per, interval: times(per, 1, requests), burst: 1 }
    }

    /// How many may come at once after a pause; 0 is taken as 1. In any stretch of time there are then at most so many
    /// more than the rate says.
    #[must_use]
    pub const fn burst(mut self, requests: u32) -> Self {
        self.burst = if requests == 0 { 1 } else { requests };
        self
    }

    /// As much of it that all shares together are never more than the whole, whenever each is used.
    fn share(self, part: u32, of: u32) -> Self {
        let of_whole = |whole: u32| {
            let share = u64::from(whole) * u64::from(part) / u64::from(of);
            u32::try_from(share).expect("a part is not larger than the whole")
        };
        let burst = of_whole(self.burst);
        if burst > 0 {
            return Self { interval: times(self.interval, of, part), burst, ..self };
        }
        // Each share may start with one at the same moment, so only whole requests of `per` can be shared.
        match of_whole(self.requests.saturating_add(self.burst - 1)) {
            0 => Self { interval: times(self.interval, of, part), burst: 1, ..self },
            requests => Self::new(requests, self.per),
        }
    }
}

/// `duration * factor / divisor`, rounded up, so that it is never faster than asked.
const fn times(duration: Duration, factor: u32, divisor: u32) -> Duration {
    let nanos = duration.as_nanos().saturating_mul(factor as u128).div_ceil(divisor as u128);
    Duration::from_nanos(if nanos > u64::MAX as u128 { u64::MAX } else { nanos as u64 })
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

    /// The part of every rate that one of several programs of a workspace may use: `share(1, 6)` for each of six workers.
    ///
    /// In no second (or whichever time the rate is for) are all shares together more than the whole, as long as there are
    /// no more shares than requests in it. A share is whole requests for that: one sixth of 10 a second is 1 a second, so
    /// that 6 are used. With more workers than requests each has its turn less often, but the turns of several may
    /// coincide: let fewer workers call that API. A `part` or an `of` of 0 is taken as 1, and a part is at most the whole.
    ///
    /// ```
    /// use cio_http::{Limit, Rate, RateBudget};
    /// use std::time::Duration;
    ///
    /// let second = Duration::from_secs(1);
    /// let half = RateBudget::unlimited().rate(Limit::App, Rate::new(10, second)).share(1, 2);
    /// let five = RateBudget::unlimited().rate(Limit::App, Rate::new(5, second));
    /// assert_eq!(format!("{half:?}"), format!("{five:?}"));
    /// ```
    #[must_use]
    pub fn share(mut self, part: u32, of: u32) -> Self {
        let of = of.max(1);
        let part = part.clamp(1, of);
        for rate in self.rates.iter_mut().flatten() {
            *rate = rate.share(part, of);
        }
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
