//! Azure Key Vault.

mod fault;
mod login;
#[cfg(test)]
mod testing;

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::azure::fault::{NO_CREDENTIALS, NO_LOGIN, NO_SUCH_NAME, NO_VAULT, fault};
use crate::store::azure::login::Login;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::{Fetching, SecretStore};
use azure_core::credentials::TokenCredential;
use azure_core::http::{ClientOptions, RetryOptions};
use azure_security_keyvault_secrets::models::SecretClientGetSecretOptions;
use azure_security_keyvault_secrets::{SecretClient, SecretClientOptions};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

/// Azure Key Vault (`ref+azurekeyvault://vault/secret`, or with the version after it).
///
/// Needs the feature `azure`.
///
/// The vault is a name in Azure's public cloud, or the whole host in another one: `my-vault.vault.azure.cn`. Reading takes
/// the role Key Vault Secrets User on it. All secrets are asked for at the same time.
///
/// The login is the first of these that is there:
/// 1. a client secret: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET`;
/// 2. workload identity, as AKS sets it up: the same two and `AZURE_FEDERATED_TOKEN_FILE`;
/// 3. managed identity, if `IDENTITY_ENDPOINT` or `MSI_ENDPOINT` is set, as in App Service, or if something answers where
///    a virtual machine has its metadata, within a second: that of `AZURE_CLIENT_ID`, else the machine's own;
/// 4. the login of `az`, else of `azd`.
///
/// `AZURE_TOKEN_CREDENTIALS` may say `prod` (never 4) or `dev` (only 4). `AZURE_AUTHORITY_HOST` names the login of another
/// cloud. All of these are read from a load's [`Environment`]; managed identity reads more from the process's.
///
/// A secret is asked for once, without the client's retries, and so is a token, except of a virtual machine's metadata.
/// A certificate authority of your own is that of `SSL_CERT_FILE`, or comes with [`client_options`](Self::client_options).
///
/// The client is `azure_security_keyvault_secrets` with `azure_identity`: some 140 crates, which ask for Rust 1.88. It
/// holds an answer in buffers that are not wiped: those of TLS and HTTP, and the JSON. It logs no value.
///
/// ```no_run
/// use azure_core::{cloud::CloudConfiguration, http::ClientOptions};
/// use cio_config::{AppCredentials, AzureStore, Backend, CioCredentials};
///
/// let options = ClientOptions { cloud: Some(CloudConfiguration::AzureChina.into()), ..ClientOptions::default() };
/// let store = AzureStore::new().client_options(options);
/// let credentials = AppCredentials::loader().backend(Backend::AzureKeyVault, store).load()?;
/// # Ok::<(), cio_config::LoadError>(())
/// ```
#[derive(Clone)]
pub struct AzureStore {
    endpoint: Option<String>,
    login: Login,
    options: ClientOptions,
}

impl AzureStore {
    /// Logs in as the process's environment says.
    #[must_use]
    pub fn new() -> Self {
        Self::from_environment(&Environment::process())
    }

    /// Logs in as the variables of a load's environment say.
    pub(super) fn from_environment(environment: &Environment) -> Self {
        let login = Login::Found(environment.clone());
        Self { endpoint: None, login, options: ClientOptions::default() }
    }

    /// A stand-in in a test, for the vaults of all references. That it asks for a login to another host is not held
    /// against it, as it is against a vault.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The program's own login, in place of the one that is found.
    ///
    /// This ties the version of `azure_core` in your `Cargo.toml` to the one here, 1.
    #[must_use]
    pub fn credential(mut self, credential: Arc<dyn TokenCredential>) -> Self {
        self.login = Login::Given(credential);
        self
    }

    /// The program's own transport, policies and cloud, for vaults and logins. Its settings for retries are replaced.
    ///
    /// This ties the version of `azure_core` in your `Cargo.toml` to the one here, 1.
    #[must_use]
    pub fn client_options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }

    async fn answers(
        &self,
        requests: &[SecretRequest],
    ) -> Result<Vec<Result<Secret, StoreFault>>, StoreFault> {
        // A load asks again by itself, where that may help.
        let options = ClientOptions { retry: RetryOptions::none(), ..self.options.clone() };
        let credential = self.login.credential(&options).await?;
        let places: Vec<Option<SecretPath<'_>>> =
            requests.iter().map(|request| place(request.path())).collect();
        let vaults: BTreeMap<&str, Result<SecretClient, StoreFault>> = places
            .iter()
            .flatten()
            .map(|place| (place.vault, self.client(place.vault, credential.clone(), &options)))
            .collect();
        let reads = places.iter().map(|place| async {
            let place = place.as_ref().ok_or(NO_SUCH_NAME)?;
            read(vaults[place.vault].as_ref().map_err(|fault| *fault)?, place).await
        });
        Ok(join_all(reads).await)
    }

    fn client(
        &self,
        vault: &str,
        credential: Arc<dyn TokenCredential>,
        options: &ClientOptions,
    ) -> Result<SecretClient, StoreFault> {
        let url = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None if vault.contains('.') => format!("https://{vault}"),
            None => format!("https://{vault}.vault.azure.net"),
        };
        let options = SecretClientOptions {
            client_options: options.clone(),
            verify_challenge_resource: Some(self.endpoint.is_none()),
            ..SecretClientOptions::default()
        };
        SecretClient::new(&url, credential, Some(options)).map_err(|_| NO_VAULT)
    }
}

/// The parts of a path.
struct SecretPath<'a> {
    vault: &'a str,
    name: &'a str,
    version: Option<&'a str>,
}

fn place(path: &str) -> Option<SecretPath<'_>> {
    let (vault, rest) = path.split_once('/')?;
    let (name, version) = rest.split_once('/').map_or((rest, None), |(name, version)| (name, Some(version)));
    Some(SecretPath { vault, name, version })
}

async fn read(client: &SecretClient, place: &SecretPath<'_>) -> Result<Secret, StoreFault> {
    let version = place.version.map(str::to_owned);
    let options = SecretClientGetSecretOptions { secret_version: version, ..Default::default() };
    let answer = client.get_secret(place.name, Some(options)).await.map_err(|error| fault(&error))?;
    let secret = answer.into_model().map_err(|error| fault(&error))?;
    let expires = secret.attributes.and_then(|attributes| attributes.expires).map(SystemTime::from);
    let value = secret.value.map(|text| Secret::value(text.into_bytes()));
    value.map(|value| value.expires_at(expires)).ok_or(StoreFault::Unreadable)
}

impl SecretStore for AzureStore {
    fn name(&self) -> &'static str {
        "Azure Key Vault"
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        Some(match fault {
            NO_SUCH_NAME => "correct the name or the version in the reference",
            NO_VAULT => "correct the vault in the reference",
            NO_CREDENTIALS => {
                "check `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and the credential that belongs \
                to them"
            }
            NO_LOGIN => {
                "run `az login`, or set `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and the credential that \
                    belongs to them"
            }
            StoreFault::NotFound => {
                "check the vault and the name, as with `az keyvault secret list`; one that was deleted can be recovered"
            }
            StoreFault::Deleted => "enable the secret, or set a new version",
            StoreFault::PermissionDenied => {
                "grant the role Key Vault Secrets User, and allow it through the vault's firewall"
            }
            StoreFault::Unauthenticated => {
                "log in with `az login`, or check the client secret or the managed identity"
            }
            StoreFault::Unreachable => "check the vault's name and the network",
            _ => return None,
        })
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(async move {
            let answers = self.answers(requests).await;
            answers.unwrap_or_else(|fault| requests.iter().map(|_| Err(fault)).collect())
        })
    }
}

impl Default for AzureStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for AzureStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::AzureStore;
    use crate::environment::Environment;
    use crate::store::azure::fault::{NO_CREDENTIALS, NO_SUCH_NAME};
    use crate::store::azure::testing::Scripted;
    use crate::store::secret::SecretRequest;
    use crate::store::secret_store::SecretStore;
    use crate::store::testing::{run, text};

    #[test]
    fn a_secret_is_read_in_its_version_else_in_the_latest() {
        let transport =
            Scripted::vault(|| Ok((200, &[], r#"{"value":"key-1","id":"https://v.vault.azure.net/x"}"#)));
        for path in ["v/cio", "v/cio/0123abcd", "v.vault.azure.net/cio"] {
            assert_eq!(text(&transport.read(path)), "key-1", "{path}");
        }
        let seen: Vec<_> = transport.seen().into_iter().filter(|url| url.contains("/secrets/")).collect();
        let [latest, version] =
            ["", "0123abcd"].map(|version| format!("https://v.vault.azure.net/secrets/cio/{version}"));
        // Each is asked for twice: the first answer of the vault names the audience of the token.
        assert_eq!(seen, [&latest, &latest, &version, &version, &latest, &latest].map(String::as_str));
    }

    #[test]
    fn a_request_that_cannot_be_sent_is_reported_before_anything_is_sent() {
        let transport = Scripted::vault(|| Ok((200, &[], "{}")));
        assert_eq!(transport.read("no-name").unwrap_err(), NO_SUCH_NAME);
        assert!(transport.seen().is_empty());
        let tenant = Environment::from([("AZURE_TENANT_ID", "no tenant"), ("AZURE_CLIENT_ID", "c")]);
        let store = AzureStore::from_environment(&tenant.with("AZURE_CLIENT_SECRET", "s"));
        let answers = run(store.fetch(&[SecretRequest::new("v/cio")]));
        assert_eq!(answers[0].as_ref().unwrap_err(), &NO_CREDENTIALS);
    }
}
