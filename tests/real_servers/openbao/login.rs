//! Who asks: the ways to log in, and what happens when one is refused.

use super::{OpenBao, folder, loader};
use crate::outcome::Billing;
use crate::server::{fault, loads, variable};
use crate::silence::login;
use cio_config::{CioCredentials, Environment, Loader, StoreFault};
use std::fs;
use std::thread::sleep;
use std::time::Duration;

const REFERENCE: &str = "ref+vault://secret/for-logins#/app_api_key";

fn server() -> OpenBao {
    let server = OpenBao::get();
    server.put("secret/for-logins", &["app_api_key=s3cr3t-for-logins"]);
    server
}

/// A loader that finds the server, and logs in as these variables say.
fn with(variables: &[(&str, &str)]) -> Loader<Billing> {
    let found =
        Environment::from([("VAULT_ADDR", variable("OPENBAO"))]).with("CUSTOMERIO_APP_API_KEY", REFERENCE);
    let environment =
        variables.iter().fold(found, |environment, (name, value)| environment.with(name, value));
    Billing::loader().environment(environment)
}

fn assert_loads(loader: Loader<Billing>) {
    assert_eq!(loads(loader).app_key.expose(), "s3cr3t-for-logins");
}

/// The IDs and tokens that the server issued at set-up.
fn handed_out(name: &str) -> String {
    login(fs::read_to_string(folder().join(name)).unwrap().trim_end().to_owned())
}

#[test]
fn a_token_in_a_variable_of_either_name_logs_in() {
    let server = server();
    assert_loads(with(&[("VAULT_TOKEN", &server.token())]));
    assert_loads(with(&[("BAO_TOKEN", &server.token())]));
}

#[test]
fn the_token_that_the_command_line_client_keeps_logs_in() {
    let server = server();
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(".vault-token"), server.token()).unwrap();
    assert_loads(with(&[("HOME", home.path().to_str().unwrap())]));
}

#[test]
fn an_app_role_logs_in() {
    let _server = server();
    assert_loads(with(&[
        ("VAULT_ROLE_ID", &handed_out("role-id")),
        ("VAULT_SECRET_ID", &handed_out("secret-id")),
    ]));
}

#[test]
fn an_app_role_with_a_wrong_secret_id_is_refused() {
    let _server = server();
    let loader = with(&[("VAULT_ROLE_ID", &handed_out("role-id")), ("VAULT_SECRET_ID", "0-no-such-id")]);
    assert_eq!(fault(loader), StoreFault::Unauthenticated);
}

#[test]
fn a_signed_token_of_a_known_issuer_logs_in() {
    let _server = server();
    assert_loads(with(&[("VAULT_ID_TOKEN", &handed_out("jwt")), ("VAULT_AUTH_ROLE", "cio")]));
}

#[test]
fn a_token_that_has_expired_is_refused() {
    let server = server();
    let token = server.token_for("cio-read", "1s");
    assert_loads(loader(&token, REFERENCE));
    sleep(Duration::from_secs(2));
    assert_eq!(fault(loader(&token, REFERENCE)), StoreFault::Unauthenticated);
}

#[test]
fn a_token_that_is_none_is_refused() {
    let _server = server();
    assert_eq!(fault(loader("s.no-such-token", REFERENCE)), StoreFault::Unauthenticated);
}

#[test]
fn a_token_without_permission_is_reported_as_such() {
    let server = server();
    server.put("secret/not-for-us/cio", &["app_api_key=s3cr3t-of-others"]);
    let loader = loader(&server.token(), "ref+vault://secret/not-for-us/cio#/app_api_key");
    assert_eq!(fault(loader), StoreFault::PermissionDenied);
}

#[test]
fn without_any_login_nothing_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let loader = with(&[("HOME", home.path().to_str().unwrap())]);
    assert!(matches!(fault(loader), StoreFault::NotConfigured(_)));
}
