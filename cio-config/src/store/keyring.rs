//! The keyring of the operating system.

use crate::finding::store_fault::StoreFault;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::{Fetching, SecretStore};
use keyring_core::{CredentialStore, Error};
use std::fmt;
use std::sync::Arc;
use tokio::sync::oneshot;

const NO_SUCH_NAME: StoreFault = StoreFault::NotConfigured("the service or the user is not valid");
const AMBIGUOUS: StoreFault = StoreFault::NotConfigured("it has several entries for this service and user");

/// The keyring of the operating system (`ref+keyring://service/user`).
///
/// Needs the feature `keyring`.
///
/// On Linux and the BSDs it is the Secret Service on the session bus (GNOME Keyring, KWallet, KeePassXC), where the entry's
/// attributes are `service` and `username`; on macOS the login keychain; on Windows the Credential Manager. There is
/// nothing to set up: the bus is that of the process's `DBUS_SESSION_BUS_ADDRESS`, whatever [`Environment`] a load has.
///
/// A keyring blocks, so it is read on a separate thread. A locked one may ask the person at the screen: a load waits for
/// them within its limit, and does not withdraw the question.
///
/// The client is `keyring-core` with the platform's store: on Linux some 110 crates, which ask for Rust 1.88. What the
/// bus and the decryption held is not wiped. It logs no value.
///
/// [`Environment`]: crate::Environment
///
/// ```no_run
/// use cio_config::{AppCredentials, Backend, CioCredentials, KeyringStore};
///
/// let credentials = AppCredentials::loader().backend(Backend::Keyring, KeyringStore::new()).load()?;
/// # Ok::<(), cio_config::LoadError>(())
/// ```
#[derive(Clone, Default)]
pub struct KeyringStore {
    chosen: Option<Arc<CredentialStore>>,
}

impl KeyringStore {
    /// The platform's own.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another one that speaks `keyring-core`, such as the kernel's keyring by `linux-keyutils-keyring-store`.
    ///
    /// This ties the version of `keyring-core` in your `Cargo.toml` to the one here, 1.
    #[must_use]
    pub fn of(store: Arc<CredentialStore>) -> Self {
        Self { chosen: Some(store) }
    }
}

impl SecretStore for KeyringStore {
    fn name(&self) -> &'static str {
        "the keyring"
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        Some(match fault {
            StoreFault::NotFound => {
                "check the service and the user, or put it there with the keyring's own program"
            }
            StoreFault::Sealed => "unlock the keyring",
            StoreFault::Unreachable => {
                "start a keyring such as GNOME Keyring or KWallet, and set `DBUS_SESSION_BUS_ADDRESS`"
            }
            NO_SUCH_NAME => "correct the service or the user in the reference",
            AMBIGUOUS => "remove all but one of the entries",
            _ => return None,
        })
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(async move {
            let (sender, answers) = oneshot::channel();
            let (chosen, owned) = (self.chosen.clone(), requests.to_vec());
            // The bus may start its own runtime, which is not possible within another.
            std::thread::spawn(move || sender.send(read_all(chosen, &owned)));
            answers.await.unwrap_or_else(|_| requests.iter().map(|_| Err(StoreFault::Failed(None))).collect())
        })
    }
}

fn read_all(
    chosen: Option<Arc<CredentialStore>>,
    requests: &[SecretRequest],
) -> Vec<Result<Secret, StoreFault>> {
    match chosen.map_or_else(platform, Ok) {
        Ok(store) => requests.iter().map(|request| read(&*store, request)).collect(),
        Err(fault) => requests.iter().map(|_| Err(fault)).collect(),
    }
}

fn read(store: &CredentialStore, request: &SecretRequest) -> Result<Secret, StoreFault> {
    let (service, user) = request.path().split_once('/').ok_or(NO_SUCH_NAME)?;
    let entry = store.build(service, user, None).map_err(|error| fault(&error))?;
    entry.get_secret().map(Secret::value).map_err(|error| fault(&error))
}

#[cfg(all(unix, not(target_vendor = "apple"), not(target_os = "android")))]
fn platform() -> Result<Arc<CredentialStore>, StoreFault> {
    let store = zbus_secret_service_keyring_store::Store::new();
    // No bus, or no Secret Service on it.
    store.map(|store| store as _).map_err(|_| StoreFault::Unreachable)
}

#[cfg(target_os = "macos")]
fn platform() -> Result<Arc<CredentialStore>, StoreFault> {
    let store = apple_native_keyring_store::keychain::Store::new();
    store.map(|store| store as _).map_err(|error| fault(&error))
}

#[cfg(windows)]
fn platform() -> Result<Arc<CredentialStore>, StoreFault> {
    let store = windows_native_keyring_store::Store::new();
    store.map(|store| store as _).map_err(|error| fault(&error))
}

#[cfg(not(any(
    all(unix, not(target_vendor = "apple"), not(target_os = "android")),
    target_os = "macos",
    windows
)))]
fn platform() -> Result<Arc<CredentialStore>, StoreFault> {
    Err(StoreFault::NotConfigured("the keyring of this platform is not supported"))
}

/// The fault that an error means. Some hold the value: nothing of them is kept.
fn fault(error: &Error) -> StoreFault {
    match error {
        Error::NoEntry => StoreFault::NotFound,
        Error::NoStorageAccess(_) => StoreFault::Sealed,
        Error::Ambiguous(_) => AMBIGUOUS,
        Error::TooLong(..) | Error::Invalid(..) | Error::NotSupportedByStore(_) => NO_SUCH_NAME,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => StoreFault::Unreadable,
        _ => StoreFault::Failed(None),
    }
}

impl fmt::Debug for KeyringStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{AMBIGUOUS, KeyringStore, NO_SUCH_NAME, fault};
    use crate::finding::store_fault::StoreFault;
    use crate::store::secret::SecretRequest;
    use crate::store::secret_store::SecretStore;
    use crate::store::testing::{run, text};
    use keyring_core::api::CredentialStoreApi;
    use keyring_core::{Error, mock};

    fn failed() -> Box<dyn std::error::Error + Send + Sync> {
        "0123456789abcdef".into()
    }

    #[test]
    fn an_entry_is_its_bytes_and_a_missing_one_is_not_found() {
        let store = mock::Store::new().unwrap();
        store.build("cio", "app", None).unwrap().set_secret(b"key-1").unwrap();
        let requests = ["cio/app", "cio/other", "no user"].map(SecretRequest::new);
        let answers = run(KeyringStore::of(store).fetch(&requests));
        assert_eq!(text(&answers[0]), "key-1");
        assert_eq!(answers[1].as_ref().unwrap_err(), &StoreFault::NotFound);
        assert_eq!(answers[2].as_ref().unwrap_err(), &NO_SUCH_NAME);
    }

    #[test]
    fn every_error_is_its_own_kind() {
        let table = [
            (Error::NoEntry, StoreFault::NotFound),
            (Error::NoStorageAccess(failed()), StoreFault::Sealed),
            (Error::Ambiguous(vec![]), AMBIGUOUS),
            (Error::Invalid("user".into(), "empty".into()), NO_SUCH_NAME),
            (Error::TooLong("user".into(), 9), NO_SUCH_NAME),
            (Error::BadEncoding(b"0123456789abcdef".to_vec()), StoreFault::Unreadable),
            (Error::BadStoreFormat("odd".into()), StoreFault::Unreadable),
            (Error::PlatformFailure(failed()), StoreFault::Failed(None)),
        ];
        for (error, expected) in table {
            assert_eq!(fault(&error), expected, "{error:?}");
        }
    }
}
