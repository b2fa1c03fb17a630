//! As whom Google is asked.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::gcp::fault::{NO_SUCH_FILE, UNUSABLE};
use google_cloud_auth::credentials::{
    Credentials, anonymous, external_account, external_account_authorized_user, impersonated,
    service_account, user_account,
};
use serde_json::Value;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

#[derive(Clone, Default)]
pub(super) enum Login {
    /// The login that the client finds by itself.
    #[default]
    Found,
    File(PathBuf),
    None,
}

impl Login {
    /// With the process's environment, the client finds the same file by itself, and more.
    pub(super) fn from_environment(environment: &Environment) -> Self {
        match environment.path("GOOGLE_APPLICATION_CREDENTIALS") {
            Some(path) if !environment.is_process() => Self::File(path),
            _ => Self::Found,
        }
    }

    /// The credentials for the client, if it does not find them itself.
    pub(super) fn credentials(&self) -> Result<Option<Credentials>, StoreFault> {
        match self {
            Self::Found => Ok(None),
            Self::File(path) => of_file(path).map(Some),
            Self::None => Ok(Some(anonymous::Builder::new().build())),
        }
    }
}

/// The kinds of files are those that the client takes for its default login.
fn of_file(path: &Path) -> Result<Credentials, StoreFault> {
    let text = Zeroizing::new(std::fs::read(path).map_err(|_| NO_SUCH_FILE)?);
    let json: Value = serde_json::from_slice(&text).map_err(|_| UNUSABLE)?;
    let credentials = match json["type"].as_str() {
        Some("authorized_user") => user_account::Builder::new(json).build(),
        Some("service_account") => service_account::Builder::new(json).build(),
        Some("impersonated_service_account") => impersonated::Builder::new(json).build(),
        Some("external_account") => external_account::Builder::new(json).build(),
        Some("external_account_authorized_user") => {
            external_account_authorized_user::Builder::new(json).build()
        }
        _ => return Err(UNUSABLE),
    };
    credentials.map_err(|_| UNUSABLE)
}

#[cfg(test)]
mod tests {
    use crate::environment::Environment;
    use crate::finding::store_fault::StoreFault;
    use crate::store::gcp::GcpStore;
    use crate::store::gcp::fault::{NO_SUCH_FILE, UNUSABLE};
    use crate::store::secret::SecretRequest;
    use crate::store::secret_store::SecretStore;
    use crate::store::testing::run;
    use cio_test_server::unused_url;

    fn fault(store: GcpStore) -> StoreFault {
        run(store.endpoint(unused_url()).fetch(&[SecretRequest::new("p/cio")])).remove(0).unwrap_err()
    }

    #[test]
    fn a_file_of_credentials_must_be_one() {
        let missing = Environment::from([("GOOGLE_APPLICATION_CREDENTIALS", "/nonexistent.json")]);
        assert_eq!(fault(GcpStore::from_environment(&missing)), NO_SUCH_FILE);
        let path = std::env::temp_dir().join(format!("cio-gcp-{}.json", std::process::id()));
        for text in ["no JSON", "{}", r#"{"type":"gdch_service_account"}"#, r#"{"type":"service_account"}"#] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(fault(GcpStore::new().credentials_file(&path)), UNUSABLE, "{text}");
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_refused_token_is_not_reported_as_a_refused_secret() {
        let server = cio_test_server::Server::always(400, r#"{"error":"invalid_grant"}"#);
        let path = std::env::temp_dir().join(format!("cio-gcp-user-{}.json", std::process::id()));
        let user = format!(
            r#"{{"type":"authorized_user","client_id":"i","client_secret":"s","refresh_token":"r","token_uri":"{}"}}"#,
            server.url()
        );
        std::fs::write(&path, user).unwrap();
        assert_eq!(fault(GcpStore::new().credentials_file(&path)), StoreFault::Unauthenticated);
        std::fs::remove_file(&path).unwrap();
    }
}
