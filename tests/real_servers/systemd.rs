//! A credential as systemd hands it to a service: encrypted at rest, decrypted into `$CREDENTIALS_DIRECTORY`.

use crate::outcome::Billing;
use crate::server::{loads, output, variable};
use cio_config::{CioCredentials, Environment};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn an_encrypted_credential_is_loaded_as_a_service_gets_it() {
    let directory = tempfile::tempdir().unwrap();
    let credential = directory.path().join("app_api_key");
    let mut decrypt = Command::new("systemd-creds");
    decrypt.args(["decrypt", "--name=app_api_key", &variable("SYSTEMD_CREDENTIAL")]).arg(&credential);
    output(decrypt.env("SYSTEMD_CREDENTIAL_SECRET", variable("SYSTEMD_SECRET")));
    fs::set_permissions(&credential, fs::Permissions::from_mode(0o400)).unwrap();

    let environment = Environment::empty().with("CREDENTIALS_DIRECTORY", directory.path());
    let billing = loads(Billing::loader().environment(environment));
    assert_eq!(billing.app_key.expose(), "s3cr3t-from-systemd");
}
