//! Secret stores, and the state that one load keeps of them.

#[cfg(feature = "store")]
pub(crate) mod ask;
#[cfg(feature = "aws")]
pub(crate) mod aws;
#[cfg(feature = "azure")]
pub(crate) mod azure;
#[cfg(any(feature = "aws", feature = "azure", feature = "gcp", feature = "vault"))]
pub(crate) mod cause;
#[cfg(feature = "gcp")]
pub(crate) mod gcp;
#[cfg(feature = "keyring")]
pub(crate) mod keyring;
pub(crate) mod pick;
pub(crate) mod secret;
pub(crate) mod secret_store;
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
