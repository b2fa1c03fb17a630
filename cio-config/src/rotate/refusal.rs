//! The two questions asked of the hub: by a send that was refused, and by a request for a load.

use super::cell::Version;
use super::error::RotateError;
use super::hub::Hub;
use super::machine::{Action, Refusal};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

/// The next step of a refused send.
#[derive(Debug)]
pub enum Refused {
    /// Signs with the keys that are there now.
    Use,
    /// Waits for a load, then reports the refusal again.
    Wait(Reloading),
    /// Gives the refusal to its caller.
    Refuse,
}

impl Hub {
    /// A send was refused that was signed with a key set of this version.
    pub(super) fn refused(self: &Arc<Self>, version: Version, set: Option<u32>, at: Instant) -> Refused {
        if self.load.is_none() {
            return Refused::Refuse;
        }
        let at = at.saturating_duration_since(self.started);
        // A number past the last one is of a set that has no second.
        let set = set.unwrap_or(u32::MAX);
        let Version { generation, switched } = version;
        let refusal = Refusal { generation, set, second: switched.has(set), at };
        #[cfg(cio_fault)]
        if super::fault::is_on("single-flight") && self.state().machine.generation() == generation {
            self.spawn(super::machine::BESIDE, false);
        }
        loop {
            let mut state = self.state();
            let action = state.machine.refused(refusal, self.now());
            let ended = state.ended;
            if action == Action::Switch {
                self.has_switched(&state);
            }
            drop(state);
            match action {
                Action::Use | Action::Switch => return Refused::Use,
                Action::Refuse => return Refused::Refuse,
                Action::Load(number) => self.spawn(number, false),
                Action::Wait(until) => {
                    let until = self.started + until;
                    return Refused::Wait(Reloading { hub: Arc::clone(self), ended, until });
                }
            }
        }
    }

    /// The number that a request for a load passes to [`requested`](Self::requested).
    pub(super) fn loads_begun(&self) -> u64 {
        self.state().machine.loads_begun()
    }

    /// Whether a request is fulfilled: how its load ended, or the load to wait for first.
    pub(super) fn requested(self: &Arc<Self>, begun: u64) -> Result<Result<(), RotateError>, Reloading> {
        if self.load.is_none() {
            return Ok(Ok(()));
        }
        loop {
            let mut state = self.state();
            match state.machine.requested(begun) {
                Action::Load(number) => {
                    drop(state);
                    self.spawn(number, false);
                }
                Action::Wait(_) => {
                    let (hub, ended, until) = (Arc::clone(self), state.ended, Instant::now());
                    return Err(Reloading { hub, ended, until });
                }
                _ => return Ok(state.last.clone()),
            }
        }
    }
}

/// A load that runs: await it, or [`wait`](Self::wait) for it. Either ends when the load ends.
pub struct Reloading {
    pub(super) hub: Arc<Hub>,
    /// How many loads had ended when it was handed out.
    pub(super) ended: u64,
    pub(super) until: Instant,
}

impl Reloading {
    /// Until when a send waits at most.
    #[must_use]
    pub fn until(&self) -> Instant {
        self.until
    }

    /// Blocks until the load ends, or the time is up.
    pub fn wait(&self) {
        self.hub.wait(self.ended, Some(self.until));
    }
}

impl Future for Reloading {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.hub.poll_ended(self.ended, context.waker())
    }
}

impl std::fmt::Debug for Reloading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reloading").field("until", &self.until).finish_non_exhaustive()
    }
}
