//! What a call would otherwise ask the world: the time, and a throw of the dice.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::time::{Instant, SystemTime};

/// The time and the chance that a [`Call`](crate::Call) goes by.
///
/// ```
/// use cio_http::Ambient;
/// use std::time::{Instant, SystemTime};
///
/// let standstill = Ambient { now: || SystemTime::UNIX_EPOCH, clock: Instant::now, chance: || 0.5 };
/// assert!((Ambient::default().chance)() < 1.0);
/// # let _ = standstill;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ambient {
    /// The time, against which a `Retry-After` that is a date is measured.
    pub now: fn() -> SystemTime,
    /// A clock that never goes back, by which the turns of a [`RateBudget`](crate::RateBudget) come.
    pub clock: fn() -> Instant,
    /// A number from 0 to 1, which part of the longest wait is waited.
    pub chance: fn() -> f64,
}

impl Default for Ambient {
    fn default() -> Self {
        Self { now: SystemTime::now, clock: Instant::now, chance }
    }
}

/// The standard library has no other source of chance; clients need not be unpredictable, only not in step.
fn chance() -> f64 {
    f64::from((RandomState::new().hash_one(()) >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::chance;

    #[test]
    fn chance_lies_between_0_and_1_and_varies() {
        let throws: Vec<f64> = std::iter::repeat_with(chance).take(100).collect();
        assert!(throws.iter().all(|throw| (0.0..=1.0).contains(throw)));
        assert!(throws.iter().any(|throw| *throw < 0.5) && throws.iter().any(|throw| *throw > 0.5));
    }
}
