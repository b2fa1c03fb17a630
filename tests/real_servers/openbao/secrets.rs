//! Where in the server a secret is, and what is taken of it.

use super::{OpenBao, bao, loader};
use crate::outcome::Billing;
use crate::server::{fault, loads, why};
use cio_config::{AppApiKey, CioCredentials, Region, SecretProblem, SiteId, StoreFault, TrackApiKey};

#[test]
fn a_field_of_a_versioned_secret_is_read_by_either_spelling_of_its_path() {
    let server = OpenBao::get();
    server.put("secret/both", &["app_api_key=s3cr3t-of-both"]);
    for reference in ["ref+vault://secret/both#/app_api_key", "ref+vault://secret/data/both#/app_api_key"] {
        assert_eq!(loads(loader(&server.token(), reference)).app_key.expose(), "s3cr3t-of-both");
    }
}

#[test]
fn a_field_of_a_secret_without_versions_is_read() {
    let server = OpenBao::get();
    server.put("kv1/plain", &["app_api_key=s3cr3t-of-kv1"]);
    let billing = loads(loader(&server.token(), "ref+vault://kv1/plain#/app_api_key"));
    assert_eq!(billing.app_key.expose(), "s3cr3t-of-kv1");
}

#[test]
fn each_namespace_has_its_own_secrets() {
    let server = OpenBao::get();
    bao(&["kv", "put", "-namespace=team-a", "secret/ours", "app_api_key=s3cr3t-of-team-a"]);
    let environment = server.environment().with("VAULT_NAMESPACE", "team-a");
    let reference = "ref+vault://secret/ours#/app_api_key";
    let billing = loads(Billing::loader().environment(environment.with("CUSTOMERIO_APP_API_KEY", reference)));
    assert_eq!(billing.app_key.expose(), "s3cr3t-of-team-a");
    assert_eq!(fault(loader(&server.token(), reference)), StoreFault::NotFound);
}

#[test]
fn the_next_load_has_the_rotated_version_and_a_pinned_one_stays() {
    let server = OpenBao::get();
    let token = server.token();
    let key = |reference: &str| loads(loader(&token, reference)).app_key.expose().to_owned();
    server.put("secret/rotated", &["app_api_key=s3cr3t-before"]);
    assert_eq!(key("ref+vault://secret/rotated#/app_api_key"), "s3cr3t-before");
    server.put("secret/rotated", &["app_api_key=s3cr3t-after"]);
    assert_eq!(key("ref+vault://secret/rotated#/app_api_key"), "s3cr3t-after");
    assert_eq!(key("ref+vault://secret/rotated?version=1#/app_api_key"), "s3cr3t-before");
}

#[test]
fn a_deleted_version_is_not_reported_as_a_missing_secret() {
    let server = OpenBao::get();
    server.put("secret/deleted", &["app_api_key=s3cr3t-that-was"]);
    bao(&["kv", "delete", "secret/deleted"]);
    server.put("secret/destroyed", &["app_api_key=s3cr3t-that-was"]);
    bao(&["kv", "destroy", "-versions=1", "secret/destroyed"]);
    let fault_of = |reference| fault(loader(&server.token(), reference));
    assert_eq!(fault_of("ref+vault://secret/deleted#/app_api_key"), StoreFault::Deleted);
    assert_eq!(fault_of("ref+vault://secret/destroyed#/app_api_key"), StoreFault::Destroyed);
    assert_eq!(fault_of("ref+vault://secret/never-there#/app_api_key"), StoreFault::NotFound);
}

#[test]
fn an_absent_mount_is_reported() {
    let server = OpenBao::get();
    let loader = loader(&server.token_for("root", "1m"), "ref+vault://no-such-mount/cio#/app_api_key");
    assert_eq!(fault(loader), StoreFault::WrongMount);
}

#[test]
fn a_field_that_is_absent_or_not_a_string_is_reported() {
    let server = OpenBao::get();
    server.put("secret/fields", &["site_id=s3cr3t-site", "count=1"]);
    let number = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&number, br#"{"app_api_key": 8301}"#).unwrap();
    server.put("secret/number", &[&format!("@{}", number.path().display())]);
    let why_of = |reference| why(loader(&server.token(), reference));
    assert_eq!(why_of("ref+vault://secret/fields#/app_api_key"), SecretProblem::NoField);
    let found = "number";
    assert_eq!(why_of("ref+vault://secret/number#/app_api_key"), SecretProblem::FieldNotText { found });
}

#[derive(CioCredentials)]
#[cio(vault = "secret/whole")]
struct Whole {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

#[test]
fn a_whole_struct_costs_one_read() {
    let server = OpenBao::get();
    let fields = ["site_id=s3cr3t-site", "track_api_key=s3cr3t-track", "app_api_key=s3cr3t-app", "region=eu"];
    server.put("secret/whole", &fields);
    let before = server.reads("secret/data/whole");
    let whole = loads(Whole::loader().environment(server.environment()));
    assert_eq!(whole.site_id.expose(), "s3cr3t-site");
    assert_eq!(whole.track_key.expose(), "s3cr3t-track");
    assert_eq!(whole.app_key.expose(), "s3cr3t-app");
    assert_eq!(whole.region, Region::Eu);
    assert_eq!(server.reads("secret/data/whole"), before + 1);
}
