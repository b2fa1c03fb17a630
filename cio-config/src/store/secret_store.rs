//! `SecretStore`: what a vault is.

use crate::finding::store_fault::StoreFault;
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
