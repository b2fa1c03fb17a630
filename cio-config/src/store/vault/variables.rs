//! What the variables of the command line clients say, `BAO_…` before `VAULT_…` as OpenBao's own reads them.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::secret_store::SecretStore;
use crate::store::vault::VaultStore;
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

pub(in crate::store) fn from_environment(
    environment: &Environment,
) -> Result<Arc<dyn SecretStore>, StoreFault> {
    VaultStore::from_environment(environment).map(|vault| Arc::new(vault) as Arc<dyn SecretStore>)
}

impl VaultStore {
    /// Sets one up by variables, as OpenBao's and Vault's command line clients read them.
    ///
    /// | variable | |
    /// |---|---|
    /// | `VAULT_ADDR` | where it is: must be set |
    /// | `VAULT_TOKEN` | a token |
    /// | `VAULT_TOKEN_FILE` | the file that holds one |
    /// | `VAULT_ROLE_ID` and `VAULT_SECRET_ID` | a login by AppRole |
    /// | `VAULT_AUTH_ROLE` with `VAULT_ID_TOKEN` or `VAULT_ID_TOKEN_FILE` | a login by JWT |
    /// | `VAULT_AUTH_PATH` | the mount of the login: `approle` or `jwt` if not set |
    /// | `VAULT_NAMESPACE` | a namespace |
    /// | `VAULT_CACERT`, `VAULT_CAPATH` | a file, or else a directory, of certificates to trust, and no others |
    /// | `VAULT_PROXY_ADDR` | a proxy; `HTTPS_PROXY` is not read |
    ///
    /// Each may start with `BAO_` instead of `VAULT_`, and that one is read first. The first login in the table that is set
    /// is taken; where none is, the token in `~/.vault-token`, where `bao login` leaves it. `VAULT_SKIP_VERIFY` is not read.
    ///
    /// # Errors
    /// [`StoreFault::NotConfigured`] if the address is not set, or a variable is not UTF-8.
    pub fn from_environment(environment: &Environment) -> Result<Self, StoreFault> {
        let variables = Variables(environment);
        let address = variables.text("ADDR")?;
        let address = address.ok_or(StoreFault::NotConfigured("`VAULT_ADDR` is not set"))?;
        let mut vault = variables.login(Self::at(address.as_str()))?;
        if let Some(mount) = variables.text("AUTH_PATH")? {
            vault = vault.login_at(mount.as_str());
        }
        if let Some(namespace) = variables.text("NAMESPACE")? {
            vault = vault.namespace(namespace.as_str());
        }
        if let Some(path) =
            variables.text("CACERT")?.map_or_else(|| variables.text("CAPATH"), |path| Ok(Some(path)))?
        {
            vault = vault.certificates(path.as_str());
        }
        if let Some(proxy) = variables.text("PROXY_ADDR")? {
            vault = vault.proxy(proxy.as_str());
        }
        Ok(vault)
    }
}

struct Variables<'a>(&'a Environment);

impl Variables<'_> {
    /// What a variable says. One that is empty says nothing, and keeps the other of its name from being read.
    fn text(&self, name: &str) -> Result<Option<Zeroizing<String>>, StoreFault> {
        let value =
            self.0.look_up(&format!("BAO_{name}")).or_else(|| self.0.look_up(&format!("VAULT_{name}")));
        let text = value.as_ref().map(|value| std::str::from_utf8(value)).transpose();
        let text = text.map_err(|_| StoreFault::NotConfigured("a variable is not UTF-8"))?;
        Ok(text.filter(|text| !text.is_empty()).map(|text| Zeroizing::new(text.to_owned())))
    }

    fn login(&self, vault: VaultStore) -> Result<VaultStore, StoreFault> {
        if let Some(token) = self.text("TOKEN")? {
            return Ok(vault.token(token));
        }
        if let Some(path) = self.text("TOKEN_FILE")? {
            return Ok(vault.token_file(path.as_str()));
        }
        if let (Some(role), Some(secret)) = (self.text("ROLE_ID")?, self.text("SECRET_ID")?) {
            return Ok(vault.app_role(role, secret));
        }
        if let Some(role) = self.text("AUTH_ROLE")? {
            if let Some(jwt) = self.text("ID_TOKEN")? {
                return Ok(vault.jwt(role.as_str(), jwt));
            }
            if let Some(path) = self.text("ID_TOKEN_FILE")? {
                return Ok(vault.jwt_file(role.as_str(), path.as_str()));
            }
        }
        let home = self.0.path("HOME").map(|home| home.join(Path::new(".vault-token")));
        Ok(match home.filter(|path| path.is_file()) {
            Some(path) => vault.token_file(path),
            None => vault,
        })
    }
}
