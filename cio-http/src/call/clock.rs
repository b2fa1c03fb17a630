//! Time and random numbers, injected so that a call asks the operating system for nothing.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::time::{Instant, SystemTime};

/// The clock and the source of jitter of a [`Call`](crate::Call). A test that replaces them is deterministic.
///
/// ```
/// use cio_http::Clock;
/// use std::time::{Instant, SystemTime};
///
/// let stopped = Clock { system_time: || SystemTime::UNIX_EPOCH, monotonic: Instant::now, jitter: || 0.5 };
/// assert!((Clock::default().jitter)() < 1.0);
/// # let _ = stopped;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The time of day, for a `Retry-After` that is a date.
    pub system_time: fn() -> SystemTime,
    /// A time that never goes back, for the turns of a [`RateBudget`](crate::RateBudget).
    pub monotonic: fn() -> Instant,
    /// A number from 0 to 1: which part of the longest delay a retry waits.
    pub jitter: fn() -> f64,
}

impl Default for Clock {
    fn default() -> Self {
        Self { system_time: SystemTime::now, monotonic: Instant::now, jitter }
    }
}

/// Random keys of a hash map are the only random numbers in the standard library. They need not be unpredictable: it is
/// enough that clients which fail together do not retry together.
fn jitter() -> f64 {
    f64::from((RandomState::new().hash_one(()) >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::jitter;

    #[test]
    fn jitter_is_between_0_and_1_and_varies() {
        let throws: Vec<f64> = std::iter::repeat_with(jitter).take(100).collect();
        assert!(throws.iter().all(|throw| (0.0..=1.0).contains(throw)));
        assert!(throws.iter().any(|throw| *throw < 0.5) && throws.iter().any(|throw| *throw > 0.5));
    }
}
