//! Where the keys are put for the program under test to find: a directory, or OpenBao.

use cio_config::{Fetching, Rotating, SecretRequest, SecretStore, StoreFault, TrackCredentials};
use std::io::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

/// Where the keys are.
pub(crate) trait Place {
    /// Replaces both keys at once.
    fn put(&self, site_id: &str, track_api_key: &str) -> Result<()>;

    /// Makes a load fail while `during` runs.
    fn fail(&self, during: &mut dyn FnMut()) -> Result<()>;

    /// The keys as they are loaded from here, where each load asks a [`Slow`] store once.
    fn keys(
        &self,
        loads: &Loads,
    ) -> std::result::Result<Rotating<TrackCredentials>, Box<dyn std::error::Error>>;
}

/// How many loads have read the keys so far: counted where they are, and not by the library.
#[derive(Clone, Default)]
pub(crate) struct Loads(Arc<AtomicU64>);

impl Loads {
    pub(crate) fn so_far(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A store that takes its time, and counts the loads that ask it.
pub(crate) struct Slow<S> {
    pub(crate) store: S,
    /// How long each answer takes longer.
    pub(crate) by: Duration,
    pub(crate) loads: Loads,
}

impl<S: SecretStore> SecretStore for Slow<S> {
    fn name(&self) -> &'static str {
        self.store.name()
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        self.loads.0.fetch_add(1, Ordering::SeqCst);
        // A load asks each store on its own thread.
        sleep(self.by);
        self.store.fetch(requests)
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        self.store.hint(fault)
    }
}
