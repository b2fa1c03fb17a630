//! A server that is away, sealed, busy, or not trusted.

use super::{OpenBao, Sealed, bao, loader};
use crate::outcome::Billing;
use crate::server::{fault, loads, unused, variable};
use crate::silence::login;
use cio_config::{CioCredentials, Environment, Loader, StoreFault};
use std::time::{Duration, Instant};

#[test]
fn an_absent_server_is_reported_and_not_waited_for() {
    let start = Instant::now();
    let environment = Environment::from([
        ("VAULT_ADDR", unused("http")),
        ("VAULT_TOKEN", "any".to_owned()),
        ("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/cio#/app_api_key".to_owned()),
    ]);
    assert_eq!(fault(Billing::loader().environment(environment)), StoreFault::Unreachable);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_sealed_server_is_reported_and_the_next_load_after_it_was_unsealed_succeeds() {
    let token = {
        let server = OpenBao::get();
        server.put("secret/sealed", &["app_api_key=s3cr3t-behind-the-seal"]);
        server.token()
    };
    let loader = loader(&token, "ref+vault://secret/sealed#/app_api_key");
    {
        let _sealed = Sealed::get();
        assert_eq!(fault(loader.clone()), StoreFault::Sealed);
    }
    let _server = OpenBao::get();
    assert_eq!(loads(loader).app_key.expose(), "s3cr3t-behind-the-seal");
}

/// A loader of a secret that may be read once in an interval, and has been.
fn limited(server: &OpenBao, name: &str, interval: &str) -> Loader<Billing> {
    let name = format!("{name}-{}", std::process::id());
    server.put(&format!("limited/{name}"), &["app_api_key=s3cr3t-for-the-patient"]);
    let (quota, path) = (format!("sys/quotas/rate-limit/{name}"), format!("path=limited/data/{name}"));
    bao(&["write", &quota, &path, "rate=1", &format!("interval={interval}")]);
    let loader = loader(&server.token(), &format!("ref+vault://limited/{name}#/app_api_key"));
    loads(loader.clone());
    loader
}

#[test]
fn a_server_that_asks_for_patience_is_asked_again_when_it_said() {
    let server = OpenBao::get();
    let loader = limited(&server, "patient", "3s");
    let start = Instant::now();
    assert_eq!(loads(loader).app_key.expose(), "s3cr3t-for-the-patient");
    assert!(start.elapsed() > Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_server_that_asks_for_a_longer_wait_than_the_time_limit_is_reported_at_once() {
    let server = OpenBao::get();
    let loader = limited(&server, "hasty", "1h");
    let start = Instant::now();
    match fault(loader) {
        StoreFault::Throttled { retry_after: Some(time) } => {
            assert!(time > Duration::from_secs(60), "{time:?}");
        }
        other => panic!("{other:?}"),
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

fn over_tls() -> Environment {
    Environment::from([
        ("VAULT_ADDR", variable("OPENBAO_TLS")),
        ("VAULT_TOKEN", login(variable("OPENBAO_TLS_TOKEN"))),
        ("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/customerio#/app_api_key".to_owned()),
    ])
}

fn with(environment: Environment) -> Loader<Billing> {
    Billing::loader().environment(environment)
}

#[test]
fn a_server_with_a_private_ca_is_trusted_if_the_ca_is_named() {
    let billing = loads(with(over_tls().with("VAULT_CACERT", variable("OPENBAO_TLS_CA"))));
    assert_eq!(billing.app_key.expose(), "s3cr3t-over-tls");
}

#[test]
fn a_server_with_a_private_ca_is_not_trusted_otherwise() {
    assert_eq!(fault(with(over_tls())), StoreFault::Tls);
}
