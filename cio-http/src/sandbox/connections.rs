//! How many connections there may be, and how much they may hold before a request is complete.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

/// Connections at once. More wait in the system's accept queue.
const MOST: usize = 1000;

/// Bytes of all bodies that are being read.
const MOST_BYTES: usize = 256_000_000;

/// How long a connection may do nothing once there are too many.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often is looked whether there is room.
const LOOK: Duration = Duration::from_millis(50);

/// All connections of a sandbox.
#[derive(Debug)]
pub(super) struct Connections {
    room: Arc<Semaphore>,
    open: Mutex<Vec<(AbortHandle, Arc<Activity>)>>,
    bytes: AtomicUsize,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Activity {
    since: Mutex<Instant>,
    answers: AtomicBool,
}

impl Connections {
    pub(super) fn new() -> Arc<Self> {
        let (room, open) = (Arc::new(Semaphore::new(MOST)), Mutex::default());
        Arc::new(Self { room, open, bytes: AtomicUsize::new(0) })
    }

    /// Waits until there is room for one more. While there is none, those that have done nothing for a while are closed.
    pub(super) async fn room(&self) -> OwnedSemaphorePermit {
        loop {
            if let Ok(permit) = Arc::clone(&self.room).try_acquire_owned() {
                return permit;
            }
            self.close_idle(Instant::now());
            tokio::time::sleep(LOOK).await;
        }
    }

    pub(super) fn add(&self, connection: AbortHandle, state: Arc<Activity>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(connection, _)| !connection.is_finished());
        open.push((connection, state));
    }

    fn close_idle(&self, now: Instant) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = open.iter().filter(|(_, state)| state.is_idle(now));
        idle.for_each(|(connection, _)| connection.abort());
    }

    /// Counts bytes of a body that has begun to come, unless there are too many.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let fits = before + bytes <= MOST_BYTES;
        if !fits {
            self.give_back(bytes);
        }
        fits
    }

    pub(super) fn give_back(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl Activity {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { since: Mutex::new(Instant::now()), answers: AtomicBool::new(false) })
    }

    /// Whether a request is being answered.
    pub(super) fn answers(&self, answers: bool) {
        self.answers.store(answers, Ordering::Relaxed);
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_idle(&self, now: Instant) -> bool {
        let since = *self.since.lock().unwrap_or_else(PoisonError::into_inner);
        !self.answers.load(Ordering::Relaxed) && now.saturating_duration_since(since) > PATIENCE
    }
}

#[cfg(test)]
mod tests {
    use super::{Activity, Connections, MOST_BYTES, PATIENCE};
    use std::time::{Duration, Instant};

    #[test]
    fn bodies_are_counted_together_and_given_back() {
        let connections = Connections::new();
        assert!(connections.take(MOST_BYTES));
        assert!(!connections.take(1));
        connections.give_back(1);
        assert!(connections.take(1));
    }

    #[test]
    fn only_a_connection_that_does_nothing_is_idle() {
        let (state, later) = (Activity::new(), Instant::now() + PATIENCE + Duration::from_secs(1));
        assert!(!state.is_idle(Instant::now()));
        assert!(state.is_idle(later));
        state.answers(true);
        assert!(!state.is_idle(later));
    }
}
