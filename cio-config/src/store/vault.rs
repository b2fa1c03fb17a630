//! HashiCorp Vault and OpenBao: the key-value engine, through vaultrs.

mod kv;
mod lease;
mod login;
mod server;
mod setting;
#[cfg(test)]
mod tests;
pub(crate) mod variables;

use crate::finding::store_fault::StoreFault;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::{Fetching, SecretStore};
use crate::store::vault::kv::{Reader, SecretPath};
use crate::store::vault::lease::{Due, Lease};
use crate::store::vault::login::{Login, SecretId};
use crate::store::vault::server::{Server, Settings};
use crate::store::vault::setting::Setting;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use zeroize::Zeroizing;

/// HashiCorp Vault or OpenBao: secrets of its key-value engine, version 1 or 2.
///
/// Needs the feature `vault`.
///
/// A load makes one for `ref+vault://…` and `#[cio(vault = "…")]` from [variables](Self::from_environment). For another setup,
/// give one to the loader with [`Loader::backend`](crate::Loader::backend).
///
/// A secret is named by its mount and path. In version 2 the path may be written with `data/` after the mount or without:
/// without it, the server is asked for the mount and its version first, which costs a token with a limit no use. Every secret
/// is read once, all at the same time.
///
/// Its settings and the secrets that it reads are wiped. `vaultrs` and `reqwest` keep copies that are not: of the token in
/// the header of each request, of the role and the JWT in a login, and of each answer's body in the buffers of the
/// connection.
///
/// ```no_run
/// use cio_config::{AppCredentials, Backend, CioCredentials, VaultStore};
/// # let (role_id, secret_id) = (String::new(), String::new());
///
/// let vault = VaultStore::at("https://vault.example.com:8200").app_role(role_id, secret_id).namespace("marketing");
/// let credentials = AppCredentials::loader().backend(Backend::Vault, vault).load()?;
/// # Ok::<(), cio_config::LoadError>(())
/// ```
pub struct VaultStore {
    settings: Settings,
    login: Login,
    /// The token of the last login.
    lease: Mutex<Option<Lease>>,
    /// When the store was made: its times count from here.
    made: Instant,
    /// The mounts that were asked for, and the version of each.
    mounts: Mutex<BTreeMap<String, kv::KvVersion>>,
}

impl VaultStore {
    /// The server at this address, `https://vault.example.com:8200`: scheme, host and port, without a path.
    #[must_use]
    pub fn at(address: impl Into<String>) -> Self {
        Self {
            settings: Settings::at(Setting::new("the address", address.into().into())),
            login: Login::None,
            lease: Mutex::default(),
            made: Instant::now(),
            mounts: Mutex::default(),
        }
    }

    /// Asks with this token.
    #[must_use]
    pub fn token(self, token: impl Into<Zeroizing<String>>) -> Self {
        Self { login: Login::Token(Setting::new("the token", token.into())), ..self }
    }

    /// Asks with the token in this file, which is read for each load: an agent may replace it.
    #[must_use]
    pub fn token_file(self, path: impl Into<PathBuf>) -> Self {
        Self { login: Login::TokenFile(Setting::new("the token file", path.into())), ..self }
    }

    /// Logs in by AppRole, at the mount `approle`.
    #[must_use]
    pub fn app_role(
        self,
        role_id: impl Into<Zeroizing<String>>,
        secret_id: impl Into<Zeroizing<String>>,
    ) -> Self {
        let role_id = Setting::new("the role ID", role_id.into());
        let secret_id = SecretId::Plain(Setting::new("the secret ID", secret_id.into()));
        Self { login: Login::AppRole { mount: None, role_id, secret_id }, ..self }
    }

    /// Logs in by AppRole, at the mount `approle`, with a secret ID that is wrapped: the server gives it once for this token,
    /// before the first login.
    #[must_use]
    pub fn app_role_wrapped(
        self,
        role_id: impl Into<Zeroizing<String>>,
        wrapping_token: impl Into<Zeroizing<String>>,
    ) -> Self {
        let role_id = Setting::new("the role ID", role_id.into());
        let secret_id = SecretId::wrapped(Setting::new("the wrapping token", wrapping_token.into()));
        Self { login: Login::AppRole { mount: None, role_id, secret_id }, ..self }
    }

    /// Logs in with a token that another issuer signed, at the mount `jwt`.
    #[must_use]
    pub fn jwt(self, role: impl Into<String>, jwt: impl Into<Zeroizing<String>>) -> Self {
        let jwt = login::Jwt::Text(Setting::new("the JWT", jwt.into()));
        let role = Setting::new("the role", role.into().into());
        Self { login: Login::Jwt { mount: None, role, jwt }, ..self }
    }

    /// Logs in with the signed token in a file, which is read for each login: Kubernetes replaces it every hour.
    #[must_use]
    pub fn jwt_file(self, role: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        let jwt = login::Jwt::File(Setting::new("the JWT file", path.into()));
        let role = Setting::new("the role", role.into().into());
        Self { login: Login::Jwt { mount: None, role, jwt }, ..self }
    }

    /// Logs in at another mount. A login by Kubernetes is one by JWT at the mount `kubernetes`, with the file that each pod has:
    ///
    /// ```
    /// use cio_config::VaultStore;
    ///
    /// let vault = VaultStore::at("https://vault.example.com:8200")
    ///     .jwt_file("billing", "/var/run/secrets/kubernetes.io/serviceaccount/token")
    ///     .login_at("kubernetes");
    /// # let _ = vault;
    /// ```
    #[must_use]
    pub fn login_at(mut self, mount: impl Into<String>) -> Self {
        self.login.move_to(Setting::new("the mount of the login", mount.into().into()));
        self
    }

    /// Asks in a namespace.
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.settings.namespace = Some(Setting::new("the namespace", namespace.into().into()));
        self
    }

    /// Trusts the certificates in this file, or in the files of this directory, in PEM, and no others.
    #[must_use]
    pub fn certificates(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.certificates.push(Setting::new("the path of the certificates", path.into()));
        self
    }

    /// Asks through a proxy. Without it there is none: the variables of other programs are not read.
    #[must_use]
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.settings.proxy = Some(Setting::new("the proxy", address.into().into()));
        self
    }

    /// Reads each place, in their order.
    async fn read(&self, places: &[SecretPath]) -> Result<kv::Answers, StoreFault> {
        let server = Server::connect(&self.settings)?;
        let (token, is_kept) = match self.kept_token(&server).await {
            Some(token) => (token, true),
            None => (self.log_in(&server).await?, false),
        };
        let reader = Reader { server: &server, token: &token, mounts: &self.mounts };
        let answers = reader.read(places).await;
        let is_refused = answers.iter().any(|answer| matches!(answer, Err(StoreFault::Unauthenticated)));
        if !is_refused {
            return Ok(answers);
        }
        *lock(&self.lease) = None;
        if !is_kept {
            return Ok(answers);
        }
        let token = self.log_in(&server).await?;
        Ok(Reader { server: &server, token: &token, mounts: &self.mounts }.read(places).await)
    }

    /// The token of a login before, renewed or replaced if it is due. Where neither works it is used until its own end.
    async fn kept_token(&self, server: &Server) -> Option<Zeroizing<String>> {
        let lease = lock(&self.lease).clone()?;
        let due = lease.due(self.made.elapsed());
        let renewed = match due {
            Due::Use => return Some(lease.token),
            Due::Over => return None,
            Due::Renew => login::renew(server, &lease.token).await.ok(),
            Due::Replace => None,
        };
        let now = self.made.elapsed();
        let token = lease.token.clone();
        let lease = match renewed {
            Some((seconds, renewable)) => lease.renewed(seconds, renewable, now),
            None => match self.log_in(server).await {
                Ok(token) => return Some(token),
                Err(_) => lease.failed(now),
            },
        };
        *lock(&self.lease) = Some(lease);
        Some(token)
    }

    /// A token: the given one, or a new one, which is kept.
    async fn log_in(&self, server: &Server) -> Result<Zeroizing<String>, StoreFault> {
        // Before the request: the token may be as old as that.
        let since = self.made.elapsed();
        Ok(match self.login.token(server).await? {
            login::Token::Given(token) => token,
            login::Token::Made { token, seconds, renewable } => {
                let lease = Lease::new(token.clone(), seconds, renewable, since);
                *lock(&self.lease) = Some(lease);
                token
            }
        })
    }
}

impl SecretStore for VaultStore {
    fn name(&self) -> &'static str {
        "HashiCorp Vault"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(async move {
            let wanted: Vec<Result<SecretPath, StoreFault>> = requests.iter().map(SecretPath::of).collect();
            let mut places: Vec<SecretPath> = wanted.iter().filter_map(|place| place.clone().ok()).collect();
            places.sort();
            places.dedup();
            let read = if places.is_empty() { Ok(Vec::new()) } else { self.read(&places).await };
            let answer = |place: Result<SecretPath, StoreFault>| {
                let (place, read) = (place?, read.as_ref().map_err(|fault| *fault)?);
                let index = places.binary_search(&place).expect("each place was read");
                let fields = read[index].as_ref().map_err(|fault| *fault)?;
                Ok(Secret::value(fields.json.to_vec()).stored_since(fields.stored))
            };
            wanted.into_iter().map(answer).collect()
        })
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        match fault {
            StoreFault::NotFound => {
                Some("correct the path, or write the secret: `bao kv get` shows what is there")
            }
            StoreFault::Deleted => {
                Some("name another version in the reference, as in `?version=2`, or undelete this one")
            }
            StoreFault::PermissionDenied => Some(
                "add `read` on the path to the token's policy, in version 2 with `data/` after the mount; a mount that \
                 does not exist is denied in the same way",
            ),
            StoreFault::Unauthenticated => Some(
                "renew the token, or correct the role: `bao token lookup` shows whether a token is valid",
            ),
            StoreFault::Tls => Some(
                "set `VAULT_CACERT` to the certificate of the issuer of the server's, and check the host in the address",
            ),
            StoreFault::BadSetting { .. } => Some(
                "correct that setting: `printf %s \"$NAME\" | od -c` shows every character of a variable",
            ),
            StoreFault::NotConfigured(_) => {
                Some("see the variables at `cio_config::VaultStore::from_environment`")
            }
            _ => None,
        }
    }
}

/// Locks even after a panic: the value is only ever replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `Debug` shows the address and the kind of login, no secret.
impl fmt::Debug for VaultStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultStore")
            .field("address", &*self.settings.address.value)
            .field("namespace", &self.settings.namespace.as_ref().map(|namespace| &*namespace.value))
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}
