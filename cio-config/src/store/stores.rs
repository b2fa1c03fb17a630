//! Which store answers for which backend, and how long all of them may take together.

use crate::finding::store_fault::StoreFault;
use crate::reference::backend::Backend;
use crate::source::environment::Environment;
use crate::store::{SecretStore, from_environment};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Which store answers for which backend, and how long all of them may take together.
#[derive(Clone)]
pub(crate) struct Stores {
    chosen: Vec<(Backend, Arc<dyn SecretStore>)>,
    pub(crate) limit: Duration,
}

impl Stores {
    /// Those of this build, set up by the environment.
    pub(crate) const fn new() -> Self {
        Self { chosen: Vec::new(), limit: Duration::from_secs(10) }
    }

    /// Has a store answer for a backend, in place of the one that did.
    pub(crate) fn choose(&mut self, backend: Backend, store: Arc<dyn SecretStore>) {
        self.chosen.retain(|(known, _)| *known != backend);
        self.chosen.push((backend, store));
    }

    /// The store that answers for a backend, if there is one.
    pub(crate) fn of(
        &self,
        backend: Backend,
        environment: &Environment,
    ) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
        match self.chosen.iter().find(|(known, _)| *known == backend) {
            Some((_, store)) => Some(Ok(store.clone())),
            None => from_environment(backend, environment),
        }
    }
}

impl fmt::Debug for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chosen = self.chosen.iter().map(|(backend, store)| (backend, store.name()));
        f.debug_struct("Stores")
            .field("chosen", &chosen.collect::<Vec<_>>())
            .field("limit", &self.limit)
            .finish()
    }
}
