//! Which store answers for which backend, and how long all of them may take together.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::reference::backend::Backend;
#[cfg(feature = "aws")]
use crate::store::aws::AwsStore;
#[cfg(feature = "azure")]
use crate::store::azure::AzureStore;
#[cfg(feature = "gcp")]
use crate::store::gcp::GcpStore;
#[cfg(feature = "keyring")]
use crate::store::keyring::KeyringStore;
use crate::store::secret_store::SecretStore;
#[cfg(feature = "vault")]
use crate::store::vault;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Which store answers for which backend, and how long all of them may take together.
#[derive(Clone)]
pub(crate) struct Stores {
    chosen: Vec<BackendStore>,
    pub(crate) limit: Duration,
    /// The stores that loads share.
    kept: Option<Arc<Mutex<Vec<BackendStore>>>>,
}

/// A backend and the store that answers for it.
type BackendStore = (Backend, Arc<dyn SecretStore>);

impl Stores {
    /// Those of this build, set up by the environment.
    pub(crate) const fn new() -> Self {
        Self { chosen: Vec::new(), limit: Duration::from_secs(10), kept: None }
    }

    /// The same, each store set up by the environment at its first use and then kept: a load uses the one of the load before,
    /// with its token.
    pub(crate) fn kept(self) -> Self {
        Self { kept: Some(Arc::default()), ..self }
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
            None => self.set_up(backend, environment),
        }
    }

    fn set_up(
        &self,
        backend: Backend,
        environment: &Environment,
    ) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
        let Some(kept) = &self.kept else { return from_environment(backend, environment) };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, store)) = kept.iter().find(|(known, _)| *known == backend) {
            return Some(Ok(store.clone()));
        }
        let made = from_environment(backend, environment);
        if let Some(Ok(store)) = &made {
            kept.push((backend, store.clone()));
        }
        made
    }
}

/// The store of a backend, set up by the variables of a load's environment, if this build has the backend's feature.
///
/// It does not use the network, which is left to [`fetch`](SecretStore::fetch).
pub(super) fn from_environment(
    backend: Backend,
    environment: &Environment,
) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
    match backend {
        #[cfg(feature = "aws")]
        Backend::AwsSecrets => Some(Ok(Arc::new(AwsStore::secrets_manager().with_environment(environment)))),
        #[cfg(feature = "aws")]
        Backend::AwsSsm => Some(Ok(Arc::new(AwsStore::parameter_store().with_environment(environment)))),
        #[cfg(feature = "azure")]
        Backend::AzureKeyVault => Some(Ok(Arc::new(AzureStore::from_environment(environment)))),
        #[cfg(feature = "gcp")]
        Backend::GcpSecrets => Some(Ok(Arc::new(GcpStore::from_environment(environment)))),
        #[cfg(feature = "keyring")]
        Backend::Keyring => Some(Ok(Arc::new(KeyringStore::new()))),
        #[cfg(feature = "vault")]
        Backend::Vault => Some(vault::variables::from_environment(environment)),
        // A backend whose feature is off.
        _ => {
            let _ = environment;
            None
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

#[cfg(all(test, feature = "vault"))]
mod tests {
    use super::Stores;
    use crate::environment::Environment;
    use crate::reference::backend::Backend;
    use std::sync::Arc;

    #[test]
    fn a_store_of_the_environment_is_made_once_where_loads_share_it_and_anew_where_they_do_not() {
        let environment =
            Environment::from([("VAULT_ADDR", "http://127.0.0.1:1"), ("VAULT_TOKEN", "a token")]);
        let store = |stores: &Stores| stores.of(Backend::Vault, &environment).unwrap().unwrap();
        let (alone, shared) = (Stores::new(), Stores::new().kept());
        assert!(Arc::ptr_eq(&store(&shared), &store(&shared.clone())));
        assert!(!Arc::ptr_eq(&store(&alone), &store(&alone.clone())));
    }
}
