//! The variables of the command line clients, `BAO_…` before `VAULT_…` as OpenBao's client reads them.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::secret_store::SecretStore;
use crate::store::vault::VaultStore;
use crate::store::vault::login::{Jwt, Login, SecretId};
use crate::store::vault::server::Settings;
use crate::store::vault::setting::Setting;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;
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
    /// | `VAULT_ROLE_ID` and `VAULT_WRAPPED_SECRET_ID` | the same, where the second is the token that wraps the secret ID |
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
    /// [`StoreFault::NotConfigured`] if the address is not set, [`StoreFault::BadSetting`] if a variable is not UTF-8.
    pub fn from_environment(environment: &Environment) -> Result<Self, StoreFault> {
        let variables = Variables(environment);
        let address = variables.text(ADDR)?.ok_or(StoreFault::NotConfigured("`VAULT_ADDR` is not set"))?;
        let certificates = match variables.path(CACERT)? {
            Some(path) => Some(path),
            None => variables.path(CAPATH)?,
        };
        let settings = Settings {
            address,
            namespace: variables.text(NAMESPACE)?,
            certificates: certificates.into_iter().collect(),
            proxy: variables.text(PROXY_ADDR)?,
        };
        let mut login = variables.login()?;
        if let Some(mount) = variables.text(AUTH_PATH)? {
            login.move_to(mount);
        }
        let (lease, made) = (Mutex::default(), Instant::now());
        Ok(Self { settings, login, lease, made, mounts: Mutex::default() })
    }
}

/// The two names of a variable, as they are in messages, in the order in which they are read.
type Names = [&'static str; 2];

const ADDR: Names = ["`BAO_ADDR`", "`VAULT_ADDR`"];
const TOKEN: Names = ["`BAO_TOKEN`", "`VAULT_TOKEN`"];
const TOKEN_FILE: Names = ["the file in `BAO_TOKEN_FILE`", "the file in `VAULT_TOKEN_FILE`"];
const ROLE_ID: Names = ["`BAO_ROLE_ID`", "`VAULT_ROLE_ID`"];
const SECRET_ID: Names = ["`BAO_SECRET_ID`", "`VAULT_SECRET_ID`"];
const WRAPPED_SECRET_ID: Names = ["`BAO_WRAPPED_SECRET_ID`", "`VAULT_WRAPPED_SECRET_ID`"];
const AUTH_ROLE: Names = ["`BAO_AUTH_ROLE`", "`VAULT_AUTH_ROLE`"];
const AUTH_PATH: Names = ["`BAO_AUTH_PATH`", "`VAULT_AUTH_PATH`"];
const ID_TOKEN: Names = ["`BAO_ID_TOKEN`", "`VAULT_ID_TOKEN`"];
const ID_TOKEN_FILE: Names = ["the file in `BAO_ID_TOKEN_FILE`", "the file in `VAULT_ID_TOKEN_FILE`"];
const NAMESPACE: Names = ["`BAO_NAMESPACE`", "`VAULT_NAMESPACE`"];
const CACERT: Names = ["the file in `BAO_CACERT`", "the file in `VAULT_CACERT`"];
const CAPATH: Names = ["the directory in `BAO_CAPATH`", "the directory in `VAULT_CAPATH`"];
const PROXY_ADDR: Names = ["`BAO_PROXY_ADDR`", "`VAULT_PROXY_ADDR`"];

/// The variable in such a name.
fn variable(name: &'static str) -> &'static str {
    name.split('`').nth(1).unwrap_or(name)
}

struct Variables<'a>(&'a Environment);

impl Variables<'_> {
    /// The value of a variable. An empty one counts as absent, and keeps the other of its names from being read.
    fn text(&self, names: Names) -> Result<Option<Setting<Zeroizing<String>>>, StoreFault> {
        let read = |name| Some((name, self.0.look_up(variable(name))?));
        let Some((name, value)) = names.into_iter().find_map(read) else { return Ok(None) };
        let text = std::str::from_utf8(&value)
            .map_err(|_| StoreFault::BadSetting { setting: name, why: "is not UTF-8" })?;
        let setting = Setting::new(name, Zeroizing::new(text.to_owned()));
        Ok(Some(setting).filter(|setting| !setting.value.is_empty()))
    }

    fn path(&self, names: Names) -> Result<Option<Setting<PathBuf>>, StoreFault> {
        let text = self.text(names)?;
        Ok(text.map(|Setting { name, value }| Setting::new(name, PathBuf::from(value.as_str()))))
    }

    fn login(&self) -> Result<Login, StoreFault> {
        if let Some(token) = self.text(TOKEN)? {
            return Ok(Login::Token(token));
        }
        if let Some(path) = self.path(TOKEN_FILE)? {
            return Ok(Login::TokenFile(path));
        }
        if let Some(role_id) = self.text(ROLE_ID)? {
            let secret_id = match self.text(SECRET_ID)? {
                Some(secret_id) => Some(SecretId::Plain(secret_id)),
                None => self.text(WRAPPED_SECRET_ID)?.map(SecretId::wrapped),
            };
            if let Some(secret_id) = secret_id {
                return Ok(Login::AppRole { mount: None, role_id, secret_id });
            }
        }
        if let Some(role) = self.text(AUTH_ROLE)? {
            let jwt = match self.text(ID_TOKEN)? {
                Some(jwt) => Some(Jwt::Text(jwt)),
                None => self.path(ID_TOKEN_FILE)?.map(Jwt::File),
            };
            if let Some(jwt) = jwt {
                return Ok(Login::Jwt { mount: None, role, jwt });
            }
        }
        let home = self.0.path("HOME").map(|home| home.join(".vault-token"));
        Ok(match home.filter(|path| path.is_file()) {
            Some(path) => Login::TokenFile(Setting::new("`~/.vault-token`", path)),
            None => Login::None,
        })
    }
}
