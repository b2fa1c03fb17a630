//! The keys in use, with their generation and the key sets that use their second set.

use crate::schema::key_sets::Sets;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock};

/// The keys in use. `std`'s lock: reading it is a few instructions, and it is written once a rotation.
pub(super) struct Cell<C>(RwLock<Current<C>>);

struct Current<C> {
    credentials: Arc<C>,
    version: Version,
    with_second: Option<Arc<WithSecond<C>>>,
}

/// Makes the credentials of the same load with the second set of some key sets.
pub(crate) type WithSecond<C> = dyn Fn(Sets) -> Option<Arc<C>> + Send + Sync;

/// Which keys these are: how often they changed before, and which sets are the second ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    pub(super) generation: u64,
    pub(super) switched: Sets,
}

impl Version {
    /// How many times the keys changed before.
    #[must_use]
    pub fn generation(self) -> u64 {
        self.generation
    }
}

impl<C> Cell<C> {
    pub(super) fn new(credentials: C, with_second: Option<Arc<WithSecond<C>>>) -> Arc<Self> {
        Self::at(Arc::new(credentials), Version::default(), with_second)
    }

    pub(super) fn at(
        credentials: Arc<C>,
        version: Version,
        with_second: Option<Arc<WithSecond<C>>>,
    ) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Current { credentials, version, with_second })))
    }

    /// The keys, where these sets use their second set.
    #[inline]
    pub(super) fn get(&self, switched: Sets) -> (Arc<C>, Version) {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if current.version.switched == switched {
            return (Arc::clone(&current.credentials), current.version);
        }
        drop(current);
        self.change_over(switched)
    }

    /// The first reader after a key set has changed over makes the credentials for all.
    #[cold]
    fn change_over(&self, switched: Sets) -> (Arc<C>, Version) {
        let (before, version, with_second) = {
            let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
            (Arc::clone(&current.credentials), current.version, current.with_second.clone())
        };
        let changed = with_second.and_then(|with_second| with_second(switched)).unwrap_or(before);
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Not if a load has put newer ones in place meanwhile.
        let before = (current.version == version).then(|| {
            current.version.switched = switched;
            mem::replace(&mut current.credentials, changed)
        });
        let result = (Arc::clone(&current.credentials), current.version);
        drop(current);
        drop(before);
        result
    }

    /// The keys of the last load with the second set of these sets, whichever are in use.
    pub(super) fn with(&self, sets: Sets) -> Option<Arc<C>> {
        let (current, version, with_second) = {
            let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
            (Arc::clone(&current.credentials), current.version, current.with_second.clone())
        };
        match with_second {
            Some(with_second) if version.switched != sets => with_second(sets),
            _ => Some(current),
        }
    }

    pub(super) fn version(&self) -> Version {
        self.0.read().unwrap_or_else(PoisonError::into_inner).version
    }

    /// The keys before are dropped after the lock: dropping them may take a while, and wipes them.
    pub(super) fn put(&self, credentials: Arc<C>, version: Version, with_second: Option<Arc<WithSecond<C>>>) {
        let new = Current { credentials, version, with_second };
        let before = mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), new);
        drop(before);
    }

    /// Another part of the same load, made of it as before.
    pub(super) fn put_part(&self, credentials: Option<Arc<C>>, version: Version) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        current.version = version;
        let before = credentials.map(|credentials| mem::replace(&mut current.credentials, credentials));
        drop(current);
        drop(before);
    }
}
