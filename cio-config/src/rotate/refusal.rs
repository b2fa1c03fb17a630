//! What a client asks when a send was refused, and how it waits.

use super::hub::Hub;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

/// What a refused send does next.
#[derive(Debug)]
pub enum Refused {
    /// Signs with the keys that are there now.
    Use,
    /// Waits for a load, then reports the refusal again.
    Wait(Reloading),
    /// Gives the refusal to its caller.
    Refuse,
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
