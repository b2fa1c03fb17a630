//! Google Cloud Secret Manager.

mod fault;
mod login;
mod payload;

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::gcp::fault::{NO_SUCH_FILE, NO_SUCH_NAME, UNUSABLE, client_fault};
use crate::store::gcp::login::Login;
use crate::store::secret::SecretRequest;
use crate::store::secret_store::{Fetching, SecretStore};
use futures_util::future::join_all;
use google_cloud_gax::retry_policy::NeverRetry;
use google_cloud_secretmanager_v1::client::SecretManagerService;
use std::fmt;
use std::path::PathBuf;

/// Google Cloud Secret Manager (`ref+gcpsecrets://project/secret`).
///
/// Needs the feature `gcp`.
///
/// A secret's version is read with `AccessSecretVersion`, for which the caller needs the role
/// `roles/secretmanager.secretAccessor`: the one that the reference's `version` names, by number or alias, else the latest.
/// All are asked for at the same time. The checksum of the payload is verified.
///
/// The login is the application default one, as every client of Google's finds it: the file that
/// `GOOGLE_APPLICATION_CREDENTIALS` names (service account, workload identity federation, impersonation), the one that
/// `gcloud auth application-default login` wrote, else the metadata server of GCE, GKE and Cloud Run. Of a load's own
/// [`Environment`] that variable alone is read; all else comes from the process's: the client cannot be given another.
///
/// A secret is asked for once, without the client's retries, and so is a token.
///
/// The client is `google-cloud-secretmanager-v1`: some 170 crates, which ask for Rust 1.91. It holds an answer in buffers
/// that are not wiped: those of TLS and HTTP, the JSON, and the payload. With the variable `GOOGLE_CLOUD_RUST_LOGGING` set
/// to `true` it would log payloads at the level `DEBUG`, so what it logs while it reads a secret is dropped.
///
/// ```no_run
/// use cio_config::{AppCredentials, Backend, CioCredentials, GcpStore};
///
/// let store = GcpStore::new().credentials_file("/run/secrets/gcp.json");
/// let credentials = AppCredentials::loader().backend(Backend::GcpSecrets, store).load()?;
/// # Ok::<(), cio_config::LoadError>(())
/// ```
#[derive(Clone, Default)]
pub struct GcpStore {
    endpoint: Option<String>,
    login: Login,
}

impl GcpStore {
    /// The service at its public address, with the application default login.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the service is, in place of `https://secretmanager.googleapis.com`: a private endpoint, or a stand-in in a
    /// test.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Logs in by a file of credentials, such as `GOOGLE_APPLICATION_CREDENTIALS` names.
    #[must_use]
    pub fn credentials_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.login = Login::File(path.into());
        self
    }

    /// Does not log in, for a stand-in in a test.
    #[must_use]
    pub fn without_login(mut self) -> Self {
        self.login = Login::None;
        self
    }

    /// Set up by the variables of a load's environment.
    pub(super) fn from_environment(environment: &Environment) -> Self {
        Self { endpoint: None, login: Login::from_environment(environment) }
    }

    /// A client for one fetch: its background tasks end with the runtime it was made on.
    async fn client(&self) -> Result<SecretManagerService, StoreFault> {
        let mut builder = SecretManagerService::builder().with_retry_policy(NeverRetry);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(credentials) = self.login.credentials()? {
            builder = builder.with_credentials(credentials);
        }
        builder.build().await.map_err(|error| client_fault(&error))
    }
}

impl SecretStore for GcpStore {
    fn name(&self) -> &'static str {
        "Google Cloud Secret Manager"
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        Some(match fault {
            NO_SUCH_NAME => "correct the project, the name or the version in the reference",
            NO_SUCH_FILE | UNUSABLE => "check the file that `GOOGLE_APPLICATION_CREDENTIALS` names",
            StoreFault::NotFound => "check the project and the name, as with `gcloud secrets versions list`",
            StoreFault::Deleted => "enable the version, or add a new one with `gcloud secrets versions add`",
            StoreFault::PermissionDenied => {
                "grant the role `roles/secretmanager.secretAccessor` on the secret"
            }
            StoreFault::Unauthenticated => {
                "log in with `gcloud auth application-default login`, or check the service account's key"
            }
            StoreFault::Unreachable => {
                "check the network; outside Google Cloud, set `GOOGLE_APPLICATION_CREDENTIALS` or run `gcloud auth \
                 application-default login`"
            }
            _ => return None,
        })
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(async move {
            match self.client().await {
                Ok(client) => join_all(requests.iter().map(|request| payload::read(&client, request))).await,
                Err(fault) => requests.iter().map(|_| Err(fault)).collect(),
            }
        })
    }
}

impl fmt::Debug for GcpStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GcpStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::GcpStore;
    use crate::store::secret::SecretRequest;
    use crate::store::secret_store::SecretStore;
    use crate::store::testing::{run, text};
    use cio_test_server::Server;

    #[test]
    fn the_version_is_that_of_the_reference_else_the_latest() {
        let server = Server::always(200, r#"{"payload":{"data":"a2V5LTE="}}"#);
        let store = GcpStore::new().endpoint(server.url()).without_login();
        let requests = [SecretRequest::new("p/cio"), SecretRequest::new("p/cio").with("version", "4")];
        assert!(run(store.fetch(&requests)).iter().all(|answer| text(answer) == "key-1"));
        let asked_for = |version| {
            let path = format!("/v1/projects/p/secrets/cio/versions/{version}:access");
            server.paths().iter().any(|seen| seen.starts_with(&path))
        };
        assert!(asked_for("latest") && asked_for("4"), "{:?}", server.paths());
    }
}
