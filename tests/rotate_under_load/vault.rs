//! OpenBao at an address, with the root token in `VAULT_TOKEN` and its unseal key in `VAULT_UNSEAL_KEY`.
//!
//! The program under test logs in by AppRole with a wrapped secret ID of one use, so its token must be renewed to the end.

use crate::place::{Loads, Place, Slow};
use cio_config::{Environment, Loader, Rotating, TrackCredentials, VaultStore};
use cio_http::sandbox::Credentials;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

const SECRET: &str = "secret/rotate-under-load";
/// The life of a token. It is renewed after two thirds of that.
const LIFE: &str = "15s";
/// How long each read takes longer.
const SLOW: Duration = Duration::from_millis(300);
const SEALED: Duration = Duration::from_secs(5);

pub(crate) struct Vault {
    address: String,
    token: String,
    unseal_key: String,
}

impl Vault {
    pub(crate) fn new(address: &str, keys: &Credentials) -> Result<Self, Box<dyn Error>> {
        let address = address.trim_end_matches('/').to_owned();
        let (token, unseal_key) = (std::env::var("VAULT_TOKEN")?, std::env::var("VAULT_UNSEAL_KEY")?);
        let vault = Self { address, token, unseal_key };
        vault.put(keys.site_id(), keys.track_api_key())?;
        Ok(vault)
    }

    /// A role for this run, and the environment that logs in as it.
    fn environment(&self) -> io::Result<Environment> {
        let policy = r#"path "secret/data/rotate-under-load" { capabilities = ["read"] }"#;
        self.ask("PUT", "sys/policies/acl/rotate-under-load", None, &json!({"policy": policy}))?;
        // It may be there already.
        let _ = self.ask("POST", "sys/auth/approle", None, &json!({"type": "approle"}));
        let role = "auth/approle/role/rotate-under-load";
        let rules =
            json!({"token_policies": "rotate-under-load", "token_ttl": LIFE, "secret_id_num_uses": 1});
        self.ask("POST", role, None, &rules)?;
        let role_id = self.ask("GET", &format!("{role}/role-id"), None, &Value::Null)?;
        let wrapped = self.ask("POST", &format!("{role}/secret-id"), Some("60s"), &json!({}))?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Environment::from([
            ("VAULT_ADDR", self.address.clone()),
            ("VAULT_ROLE_ID", text(&role_id["data"]["role_id"])),
            ("VAULT_WRAPPED_SECRET_ID", text(&wrapped["wrap_info"]["token"])),
        ]))
    }

    /// One request with the root token. Any other status than 2xx is an error.
    fn ask(&self, method: &str, path: &str, wrap: Option<&str>, body: &Value) -> io::Result<Value> {
        let host = self.address.strip_prefix("http://").ok_or_else(|| io::Error::other("only http://"))?;
        let mut stream = TcpStream::connect(host)?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let wrap = wrap.map(|life| format!("X-Vault-Wrap-TTL: {life}\r\n")).unwrap_or_default();
        let (token, length) = (&self.token, body.len());
        write!(
            stream,
            "{method} /v1/{path} HTTP/1.0\r\nHost: {host}\r\nX-Vault-Token: {token}\r\n{wrap}Content-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        match head.split(' ').nth(1) {
            Some(status) if status.starts_with('2') => Ok(serde_json::from_str(body).unwrap_or_default()),
            _ => {
                Err(io::Error::other(format!("{method} {path}: {}", head.lines().next().unwrap_or_default())))
            }
        }
    }
}

impl Place for Vault {
    fn put(&self, site_id: &str, track_api_key: &str) -> io::Result<()> {
        let data = json!({"site_id": site_id, "track_api_key": track_api_key, "region": "us"});
        self.ask("POST", &SECRET.replace('/', "/data/"), None, &json!({"data": data})).map(drop)
    }

    /// Sealed for five seconds.
    fn fail(&self, during: &mut dyn FnMut()) -> io::Result<()> {
        self.ask("PUT", "sys/seal", None, &json!({}))?;
        let began = std::time::Instant::now();
        during();
        sleep(SEALED.saturating_sub(began.elapsed()));
        self.ask("PUT", "sys/unseal", None, &json!({"key": self.unseal_key}))?;
        // The server needs a moment until it answers again.
        for _ in 0..100 {
            if self.ask("GET", &SECRET.replace('/', "/data/"), None, &Value::Null).is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        Err(io::Error::other("it is still sealed"))
    }

    fn keys(&self, loads: &Loads) -> Result<Rotating<TrackCredentials>, Box<dyn Error>> {
        let store =
            VaultStore::from_environment(&self.environment()?).map_err(|fault| format!("{fault:?}"))?;
        let store = Slow { store, by: SLOW, loads: loads.clone() };
        Ok(Loader::<TrackCredentials>::empty().store(store, SECRET).rotating()?)
    }
}
