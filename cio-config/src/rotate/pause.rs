//! How long to leave the sources alone: 1 s, doubled each time to 60 s, and up to a quarter more.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// The pause after a load that did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pause(Duration);

impl Default for Pause {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl Pause {
    /// The pause as it is now.
    pub(crate) fn length(self, chance: f64) -> Duration {
        jittered(self.0, chance)
    }

    /// The pause as it is now; the next is twice as long.
    pub(crate) fn take(&mut self, chance: f64) -> Duration {
        let length = self.length(chance);
        self.0 = self.0.saturating_mul(2).min(LONGEST);
        length
    }
}

/// Up to a quarter longer, so that processes that started together come apart. `chance` is between 0 and 1.
pub(crate) fn jittered(time: Duration, chance: f64) -> Duration {
    let share = chance.clamp(0.0, 1.0) / 4.0;
    // `clamp` keeps a NaN, and the longest duration cannot be multiplied: both get no jitter.
    time.saturating_add(Duration::try_from_secs_f64(time.as_secs_f64() * share).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Pause, jittered};
    use std::time::Duration;

    #[test]
    fn pauses_double_from_one_second_to_sixty() {
        let mut pause = Pause::default();
        let seconds: Vec<u64> = (0..9).map(|_| pause.take(0.0).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn jitter_adds_up_to_a_quarter_and_never_panics() {
        let second = Duration::from_secs(1);
        for (time, chance, expected) in [
            (second, 0.0, second),
            (second, 0.5, Duration::from_millis(1125)),
            (second, 1.0, Duration::from_millis(1250)),
            (second, 7.0, Duration::from_millis(1250)),
            (second, -1.0, second),
            (second, f64::NAN, second),
            (Duration::ZERO, 1.0, Duration::ZERO),
            (Duration::MAX, 1.0, Duration::MAX),
        ] {
            assert_eq!(jittered(time, chance), expected, "{time:?} {chance}");
        }
    }
}
