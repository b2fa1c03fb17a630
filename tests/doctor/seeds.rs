//! The causes that public guides give for keys that fail, one test for each row of the table in
//! `cio-http/docs/diagnose.md`.

use crate::trial::{Trial, UNKNOWN};
use cio_config::{Region, Role};
use cio_http::sandbox::{AppInWrongRegion, Fault, Sandbox, Symptom};
use cio_http::{Host, Outcome, Verdict};

/// The output of each driver.
#[track_caller]
fn prints(trial: &Trial, role: Role, verdict: Verdict, words: &[&str]) {
    for checkup in trial.checkups() {
        let finding = checkup.finding(role).unwrap();
        assert_eq!(finding.verdict(), verdict, "\n{checkup}");
        let shown = checkup.to_string();
        words.iter().for_each(|word| assert!(shown.contains(word), "{word:?} in\n{shown}"));
    }
}

const TO_EU: Verdict = Verdict::OtherRegion { stated: Region::Us, found: Region::Eu };

#[test]
fn unauthorized_pair() {
    let trial = Trial::new().with(Role::TrackApiKey, UNKNOWN);
    prints(&trial, Role::SiteId, Verdict::Refused, &["`CUSTOMERIO_SITE_ID`", "`CUSTOMERIO_TRACK_API_KEY`"]);
}

#[test]
fn unauthorized_app_key() {
    let track_key_as_app_key = || {
        let trial = Trial::new();
        let key = trial.sandbox.credentials(Region::Us).track_api_key().to_owned();
        // A load refuses one value in both slots, so the place of the Track key has another.
        trial.with(Role::AppApiKey, &key).with(Role::TrackApiKey, UNKNOWN)
    };
    prints(&track_key_as_app_key(), Role::AppApiKey, Verdict::Refused, &["it is a Track API key"]);
    let kind = Verdict::WrongKind { slot: Role::AppApiKey, holds: Role::TrackApiKey };
    prints(&track_key_as_app_key().cross_probe(), Role::AppApiKey, kind, &["works as a Track API key"]);
}

#[test]
fn region_mismatch() {
    let trial = Trial::new().of_eu().region(Region::Us);
    prints(&trial, Role::Region, TO_EU, &["set `CUSTOMERIO_REGION` to `eu`"]);
}

#[test]
fn name_not_found() {
    crate::unreachable::a_name_that_is_not_found();
}

/// There is nothing to see at run time: this program would not have compiled.
#[test]
fn nothing_to_install() {
    assert_eq!(Trial::new().checkups()[0].outcome(), Outcome::Ok);
}

#[test]
fn verifying_changes_nothing() {
    let trial = Trial::new();
    let _ = trial.checkups();
    let sandbox = &trial.sandbox;
    assert!(sandbox.people().is_empty() && sandbox.suppressed().is_empty() && sandbox.events().is_empty());
    assert!(
        sandbox.received().iter().all(|one| one.method == "GET" || (one.raw == "{}" && one.status == 400))
    );
}

#[test]
fn all_keys_of_the_eu() {
    let trial = Trial::new().of_eu().region(Region::Us);
    prints(&trial, Role::AppApiKey, Verdict::Ok, &["the App API in eu"]);
    assert!(trial.checkups().iter().all(|checkup| checkup.outcome() == Outcome::Problem));
}

#[test]
fn not_on_the_allowlist() {
    let denied = |status| Trial::new().fails(Fault::before(Symptom::status(status)).host(Host::App).always());
    prints(&denied(403), Role::AppApiKey, Verdict::NotAllowed, &["add the public address of this machine"]);
    prints(&denied(401), Role::AppApiKey, Verdict::Refused, &["IP allowlist without this machine's address"]);
}

#[test]
fn deleted_set() {
    let trial = Trial::new().revoked(Role::TrackApiKey);
    prints(&trial, Role::TrackApiKey, Verdict::Refused, &["the set was deleted", "of one set of workspace"]);
}

#[test]
fn keys_of_another_workspace() {
    let trial = Trial::new().with(Role::WorkspaceId, "7");
    let found = Some(trial.sandbox.workspace_id(Region::Us));
    let verdict = Verdict::OtherWorkspace { expected: 7.into(), found };
    prints(&trial, Role::WorkspaceId, verdict, &["use the pair of workspace 7"]);
}

#[test]
fn site_id_as_cdp_key() {
    let trial = Trial::new();
    let site_id = trial.sandbox.credentials(Region::Us).site_id().to_owned();
    let trial = trial.with(Role::CdpApiKey, &site_id).without(&[Role::SiteId, Role::TrackApiKey]);
    prints(&trial, Role::CdpApiKey, Verdict::Refused, &["the Settings tab of the source"]);
}

#[test]
fn redirect_to_the_eu() {
    let trial = Trial::in_sandbox(Sandbox::builder().app_in_wrong_region(AppInWrongRegion::Redirects));
    let trial = trial.of_eu().region(Region::Us).without(&[Role::SiteId, Role::TrackApiKey, Role::CdpApiKey]);
    prints(&trial, Role::AppApiKey, TO_EU, &["301"]);
    assert!(trial.sandbox.received().iter().all(|one| one.region == Region::Us));
}

#[test]
fn app_key_is_shown_once() {
    let trial = Trial::new().with(Role::AppApiKey, "0123456789abcdef0123456789abcdef");
    prints(&trial, Role::AppApiKey, Verdict::Refused, &["create an App API key", "shows each only once"]);
}

#[test]
fn global_region() {
    let trial = Trial::new().with(Role::Region, "global");
    prints(&trial, Role::Region, Verdict::Ok, &["us: the Track API names it"]);
}
