//! The counters of a `Rotating`.

use super::machine::Counts;

/// How the loads of a [`Rotating`](crate::Rotating) ended, the first not counted, and how many sends waited for one.
///
/// ```
/// use cio_config::{AppApiKey, AppCredentials, Region, Rotating};
///
/// let key = AppApiKey::new("0123456789abcdef0123456789abcdef")?;
/// let keys = Rotating::fixed(AppCredentials::new(key, Region::Eu));
/// assert_eq!(keys.counts().changed, 0);
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RotationCounts {
    /// Loads that brought other keys.
    pub changed: u64,
    /// Loads that brought the same keys.
    pub unchanged: u64,
    /// Loads that failed.
    pub failed: u64,
    /// How many key sets changed over to their second set after a 401.
    pub switched: u64,
    /// How many times a send that was answered with 401 waited for a load.
    pub waits_after_401: u64,
    /// How many times any other send waited for a load: never, unless there is a bug.
    pub other_waits: u64,
}

impl From<Counts> for RotationCounts {
    fn from(counts: Counts) -> Self {
        Self {
            changed: counts.changed,
            unchanged: counts.same,
            failed: counts.failed,
            switched: counts.switched,
            waits_after_401: counts.refused_waits,
            other_waits: counts.other_waits,
        }
    }
}
