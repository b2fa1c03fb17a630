//! `SecretStore`: what a vault is.

#[cfg(feature = "store")]
pub(crate) mod ask;
#[cfg(feature = "aws")]
pub(crate) mod aws;
#[cfg(feature = "azure")]
pub(crate) mod azure;
#[cfg(all(test, any(feature = "aws", feature = "gcp", feature = "vault")))]
pub(crate) mod canned;
#[cfg(any(feature = "aws", feature = "azure", feature = "gcp", feature = "vault"))]
pub(crate) mod cause;
#[cfg(feature = "gcp")]
pub(crate) mod gcp;
#[cfg(feature = "keyring")]
pub(crate) mod keyring;
#[cfg(all(test, any(feature = "gcp", feature = "vault")))]
pub(crate) mod log;
pub(crate) mod pick;
pub(crate) mod secret;
pub(crate) mod session;
#[cfg(feature = "store")]
pub(crate) mod stores;
#[cfg(all(
    test,
    any(feature = "aws", feature = "azure", feature = "gcp", feature = "keyring", feature = "vault")
))]
pub(crate) mod testing;
#[cfg(feature = "vault")]
pub(crate) mod vault;

use crate::finding::store_fault::StoreFault;
#[cfg(feature = "store")]
use crate::reference::backend::Backend;
#[cfg(feature = "store")]
use crate::source::environment::Environment;
use crate::store::secret::{Secret, SecretRequest};
use std::pin::Pin;
use std::sync::Arc;

/// What keeps secrets: a vault, a cloud's secret manager, a keyring, or something of your own.
///
/// A load hands over all that it needs of a store in one call, each secret once, however many fields refer to it. It
/// limits the time, asks again where that may help, and picks the fields: a store only reads. One that is slow in other
/// ways than by waiting is welcome too: a load calls it on a thread of its own.
///
/// ```
/// use cio_config::{Fetching, Secret, SecretRequest, SecretStore, StoreFault};
///
/// /// The secrets of a made-up company.
/// struct Cupboard;
///
/// impl SecretStore for Cupboard {
///     fn name(&self) -> &'static str {
///         "the cupboard"
///     }
///
///     fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
///         Box::pin(async move {
///             let fetch = |request: &SecretRequest| match request.path() {
///                 "shelf/customerio" => Ok(Secret::fields().field("app_api_key", b"0123456789abcdef".to_vec())),
///                 _ => Err(StoreFault::NotFound),
///             };
///             requests.iter().map(fetch).collect()
///         })
///     }
/// }
/// # let _: &dyn SecretStore = &Cupboard;
/// ```
pub trait SecretStore: Send + Sync {
    /// What people call it: `HashiCorp Vault`.
    fn name(&self) -> &'static str;

    /// Reads secrets: an answer for each request, in the order of the requests.
    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a>;

    /// What to do about a fault, in one sentence, where this store knows better than what is said of any store.
    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        let _ = fault;
        None
    }
}

impl<S: SecretStore + ?Sized> SecretStore for Arc<S> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        (**self).fetch(requests)
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        (**self).hint(fault)
    }
}

/// The answers of a store, one for each request, in their order.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = Vec<Result<Secret, StoreFault>>> + Send + 'a>>;

/// The store of a backend, set up by the variables of a load's environment, if this build has the backend's feature.
///
/// It is cheap, and connects to nothing: what needs the network waits for [`fetch`](SecretStore::fetch).
#[cfg(feature = "store")]
pub(crate) fn from_environment(
    backend: Backend,
    environment: &Environment,
) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
    match backend {
        #[cfg(feature = "aws")]
        Backend::AwsSecrets => {
            Some(Ok(Arc::new(aws::AwsStore::secrets_manager().with_environment(environment))))
        }
        #[cfg(feature = "aws")]
        Backend::AwsSsm => Some(Ok(Arc::new(aws::AwsStore::parameter_store().with_environment(environment)))),
        #[cfg(feature = "azure")]
        Backend::AzureKeyVault => Some(Ok(Arc::new(azure::AzureStore::from_environment(environment)))),
        #[cfg(feature = "gcp")]
        Backend::GcpSecrets => Some(Ok(Arc::new(gcp::GcpStore::from_environment(environment)))),
        #[cfg(feature = "keyring")]
        Backend::Keyring => Some(Ok(Arc::new(keyring::KeyringStore::new()))),
        #[cfg(feature = "vault")]
        Backend::Vault => Some(vault::variables::from_environment(environment)),
        // A backend whose feature is off.
        _ => {
            let _ = environment;
            None
        }
    }
}
