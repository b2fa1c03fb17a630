//! The keys in use, with their generation.

use std::sync::{Arc, PoisonError, RwLock};

/// The keys in use. `std`'s lock: reading it is a few instructions, and it is written once a rotation.
pub(super) struct Cell<C>(RwLock<Current<C>>);

struct Current<C> {
    credentials: Arc<C>,
    generation: u64,
}

impl<C> Cell<C> {
    pub(super) fn new(credentials: C) -> Arc<Self> {
        Self::at(credentials, 0)
    }

    pub(super) fn at(credentials: C, generation: u64) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Current { credentials: Arc::new(credentials), generation })))
    }

    pub(super) fn get(&self) -> (Arc<C>, u64) {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&current.credentials), current.generation)
    }

    /// The keys before are dropped after the lock: dropping them may take a while, and wipes them.
    pub(super) fn put(&self, credentials: Arc<C>, generation: u64) {
        let new = Current { credentials, generation };
        let before = std::mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), new);
        drop(before);
    }
}
