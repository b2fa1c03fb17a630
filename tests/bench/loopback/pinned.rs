//! Which core a process runs on.

use nix::sched::{CpuSet, sched_setaffinity};
use nix::unistd::Pid;

/// Keeps this process on one core, and the threads it starts from here on. Where the kernel would put it changes from minute to
/// minute, and with it what it costs to wake the other end.
pub(crate) fn to_core(core: usize) {
    let mut cores = CpuSet::new();
    cores.set(core).expect("it is the number of a core");
    // A machine with fewer cores does without.
    let _ = sched_setaffinity(Pid::from_raw(0), &cores);
}
