//! `SecretStore`: the trait of vaults, secret managers and keyrings.

use crate::finding::store_fault::StoreFault;
use crate::store::secret::{Secret, SecretRequest};
use std::pin::Pin;
use std::sync::Arc;

/// A store of secrets: a vault, a cloud's secret manager, a keyring, or your own.
///
/// A load asks a store for all its secrets in one call, each once, however many fields refer to it. The load limits the time,
/// retries where that may help, and picks the fields; a store only reads. It may block: a load calls it on a separate thread.
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
    /// Its name in messages: `HashiCorp Vault`.
    fn name(&self) -> &'static str;

    /// Reads secrets: an answer for each request, in the order of the requests.
    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a>;

    /// How to fix a fault, in one sentence, if this store knows better than the general hint.
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
