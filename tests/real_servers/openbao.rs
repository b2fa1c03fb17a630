//! OpenBao itself, through its own command line client where a test changes something.

mod files;
mod login;
mod secrets;
mod trouble;

use crate::outcome::Billing;
use crate::server::{output, variable};
use crate::silence::login;
use cio_config::{CioCredentials, Environment, Loader};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The server, which stays unsealed as long as a test holds it.
pub(crate) struct OpenBao {
    _unsealed: RwLockReadGuard<'static, ()>,
}

/// The server while it is sealed, for one test alone.
struct Sealed {
    _alone: RwLockWriteGuard<'static, ()>,
}

static SEAL: RwLock<()> = RwLock::new(());

impl OpenBao {
    pub(crate) fn get() -> Self {
        Self { _unsealed: SEAL.read().unwrap_or_else(PoisonError::into_inner) }
    }

    /// A token that may read what `cio-read` permits, for an hour.
    fn token(&self) -> String {
        self.token_for("cio-read", "1h")
    }

    fn token_for(&self, policy: &str, ttl: &str) -> String {
        let policy = format!("-policy={policy}");
        login(bao(&["token", "create", "-field=token", &policy, &format!("-ttl={ttl}")]))
    }

    /// The variables of a process that may read what `cio-read` permits.
    pub(crate) fn environment(&self) -> Environment {
        with_token(&self.token())
    }

    /// Stores a secret, or its next version.
    pub(crate) fn put(&self, path: &str, fields: &[&str]) {
        bao(&[&["kv", "put", path], fields].concat());
    }

    /// How often a path was read, by the server's own log.
    fn reads(&self, path: &str) -> usize {
        let log = fs::read_to_string(folder().join("audit.log")).unwrap();
        let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let is_read = |request: &serde_json::Value| request["operation"] == "read" && request["path"] == path;
        lines.filter(|line| line["type"] == "response" && is_read(&line["request"])).count()
    }
}

impl Sealed {
    fn get() -> Self {
        let sealed = Self { _alone: SEAL.write().unwrap_or_else(PoisonError::into_inner) };
        bao(&["operator", "seal"]);
        sealed
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        let init = fs::read(folder().join("init.json")).unwrap();
        let init: serde_json::Value = serde_json::from_slice(&init).unwrap();
        bao(&["operator", "unseal", init["unseal_keys_b64"][0].as_str().unwrap()]);
    }
}

/// Runs the server's own client, as its root.
fn bao(arguments: &[&str]) -> String {
    let token = fs::read_to_string(folder().join("root-token")).unwrap();
    let mut command = Command::new(variable("OPENBAO_CLI"));
    command.args(arguments).env("HOME", folder()).env("BAO_ADDR", variable("OPENBAO"));
    output(command.env("BAO_TOKEN", token.trim_end()))
}

fn folder() -> PathBuf {
    variable("OPENBAO_FOLDER").into()
}

fn with_token(token: &str) -> Environment {
    Environment::from([("VAULT_ADDR", variable("OPENBAO")), ("VAULT_TOKEN", token.to_owned())])
}

/// A loader that finds the server and a token in its variables, and in another a reference to the key.
fn loader(token: &str, reference: &str) -> Loader<Billing> {
    Billing::loader().environment(with_token(token).with("CUSTOMERIO_APP_API_KEY", reference))
}
