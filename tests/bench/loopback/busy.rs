//! Processor time.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Microseconds that all threads of this process were busy so far, in the program and in the system for it.
pub(crate) fn microseconds() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("it is asked in the way the system knows");
    (usage.user_time() + usage.system_time()).num_microseconds() as f64
}
