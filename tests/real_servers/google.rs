//! Google's Secret Manager, on a stand-in without logins.

use crate::outcome::Billing;
use crate::server::{fault, loads, unused, variable, why};
use cio_config::{Backend, CioCredentials, GcpStore, Loader, SecretProblem, StoreFault};

/// The stand-in.
pub(crate) fn store() -> GcpStore {
    at(&variable("DRONGO"))
}

fn at(address: &str) -> GcpStore {
    GcpStore::new().endpoint(address).without_login()
}

fn loader(reference: &str) -> Loader<Billing> {
    from(store(), reference)
}

fn from(store: GcpStore, reference: &str) -> Loader<Billing> {
    let loader = Billing::loader().environment([("CUSTOMERIO_APP_API_KEY", reference)]);
    loader.backend(Backend::GcpSecrets, store)
}

#[test]
fn a_secret_is_a_value_or_a_field_of_json() {
    for reference in [
        "ref+gcpsecrets://billing/app-api-key",
        "ref+gcpsecrets://billing/customerio#/app_api_key",
        "ref+gcpsecrets://billing/customerio?version=2#/app_api_key",
    ] {
        assert_eq!(loads(loader(reference)).app_key.expose(), "s3cr3t-in-google");
    }
}

#[test]
fn a_missing_secret_or_field_is_reported() {
    assert_eq!(fault(loader("ref+gcpsecrets://billing/no-such-secret")), StoreFault::NotFound);
    assert_eq!(
        fault(loader("ref+gcpsecrets://billing/customerio?version=9#/app_api_key")),
        StoreFault::NotFound
    );
    assert_eq!(why(loader("ref+gcpsecrets://billing/customerio#/no_such_field")), SecretProblem::NoField);
}

#[test]
fn a_disabled_version_is_not_reported_as_a_missing_one() {
    let reference = "ref+gcpsecrets://billing/customerio?version=1#/app_api_key";
    assert_eq!(fault(loader(reference)), StoreFault::Deleted);
}

#[test]
fn an_absent_service_is_reported() {
    assert_eq!(
        fault(from(at(&unused("http")), "ref+gcpsecrets://billing/app-api-key")),
        StoreFault::Unreachable
    );
}
