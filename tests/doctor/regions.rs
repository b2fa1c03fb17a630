//! Region and workspace: what the answers together say, and which hosts are asked.

use crate::trial::{InTheEu, Trial};
use crate::verdicts::{PAIR, always, finds};
use cio_config::{Region, Role, WorkspaceId};
use cio_http::sandbox::{AppInWrongRegion, Sandbox, Symptom};
use cio_http::{Host, Verdict, app, track};

#[test]
fn the_track_api_names_the_other_region_and_the_others_are_asked_there() {
    let verdict = Verdict::OtherRegion { stated: Region::Us, found: Region::Eu };
    let trial = Trial::new().of_eu().region(Region::Us);
    finds(&trial, Role::Region, verdict, &["`CUSTOMERIO_REGION`", "to `eu`"]);
    finds(&trial, Role::AppApiKey, Verdict::Ok, &["the App API in eu"]);
    finds(&trial, Role::CdpApiKey, Verdict::Ok, &["the Pipelines API in eu"]);
}

#[test]
fn a_redirect_to_the_other_region_is_not_followed() {
    let verdict = Verdict::OtherRegion { stated: Region::Us, found: Region::Eu };
    let trial = Trial::in_sandbox(Sandbox::builder().app_in_wrong_region(AppInWrongRegion::Redirects));
    let trial = trial.of_eu().region(Region::Us).without(&[Role::SiteId, Role::TrackApiKey]);
    finds(&trial, Role::AppApiKey, verdict, &["wrong datacenter"]);
    finds(&trial, Role::Region, verdict, &["the service points to that region"]);
    assert!(
        trial
            .sandbox
            .received()
            .iter()
            .all(|request| request.host != Host::App || request.region == Region::Us)
    );
}

#[test]
fn a_region_that_the_service_refuses_is_found_by_a_cross_probe_alone() {
    let refuses = || always(Symptom::status(401)).on::<track::AccountRegion>().region(Region::Eu);
    let trial = || Trial::new().region(Region::Eu).fails(refuses());
    finds(
        &trial(),
        PAIR,
        Verdict::Refused,
        &["the account is in the other region, us", "`CUSTOMERIO_REGION`"],
    );
    finds(&trial(), Role::Region, Verdict::CannotTell, &[]);
    let found = Verdict::OtherRegion { stated: Region::Eu, found: Region::Us };
    finds(&trial().cross_probe(), Role::Region, found, &["to `us`"]);
    finds(&trial().cross_probe(), PAIR, Verdict::Ok, &["the Track API in us"]);
}

#[test]
fn a_host_that_a_pin_excludes_is_never_asked() {
    let trial = Trial::new().without(&[Role::Region]).cross_probe();
    for checkup in trial.checkups_of::<InTheEu>() {
        let verdict = checkup.finding(Role::Region).unwrap().verdict();
        assert_eq!(verdict, Verdict::OtherRegion { stated: Region::Eu, found: Region::Us }, "\n{checkup}");
        assert!(checkup.to_string().contains("the type of the field `home`"), "\n{checkup}");
        let app = checkup.finding(Role::AppApiKey).unwrap();
        assert_eq!(
            (app.verdict(), app.causes()[0].as_str()),
            (Verdict::Refused, "the account is in the us region")
        );
    }
    assert!(trial.sandbox.received().iter().all(|request| request.region == Region::Eu));
}

#[test]
fn keys_of_two_regions_are_distinguished_by_a_cross_probe() {
    let trial = Trial::new();
    let key = trial.sandbox.credentials(Region::Eu).app_api_key().to_owned();
    let trial = trial.with(Role::AppApiKey, &key).cross_probe();
    let verdict = Verdict::OtherRegion { stated: Region::Us, found: Region::Eu };
    finds(&trial, Role::AppApiKey, verdict, &["use a key of the account in us"]);
    finds(&trial, Role::Region, Verdict::Ok, &[]);
}

#[test]
fn the_workspace_id_is_compared_with_both_answers() {
    let seven = WorkspaceId::from(7);
    let trial = Trial::new().with(Role::WorkspaceId, "7");
    let ours = trial.sandbox.workspace_id(Region::Us);
    let other = |found| Verdict::OtherWorkspace { expected: seven, found: Some(found) };
    finds(&trial, Role::WorkspaceId, other(ours), &[&format!("to `{ours}`")]);

    let trial = Trial::new().with(Role::WorkspaceId, "7").without(&[Role::SiteId, Role::TrackApiKey]);
    let ours = trial.sandbox.workspace_id(Region::Us);
    finds(&trial, Role::WorkspaceId, other(ours), &["the App key belongs to an account without workspace 7"]);

    let list = || {
        always(Symptom::status(200).body(r#"{"workspaces":[{"id":7},{"id":8}]}"#)).on::<app::ListWorkspaces>()
    };
    let trial = Trial::new().fails(list());
    let verdict = Verdict::OtherWorkspace { expected: trial.sandbox.workspace_id(Region::Us), found: None };
    finds(&trial, Role::AppApiKey, verdict, &["the keys belong to two accounts"]);
    finds(&trial, Role::WorkspaceId, Verdict::Ok, &[]);

    let trial =
        Trial::new().without(&[Role::SiteId, Role::TrackApiKey]).with(Role::WorkspaceId, "8").fails(list());
    finds(&trial, Role::WorkspaceId, Verdict::Ok, &["the answer does not say which of them the key is for"]);
}

#[test]
fn where_every_key_is_refused_the_region_comes_first() {
    let trial = Trial::new().fails(always(Symptom::status(401)));
    for checkup in trial.checkups() {
        for role in [PAIR, Role::AppApiKey, Role::CdpApiKey] {
            let finding = checkup.finding(role).unwrap();
            assert_eq!(finding.causes()[0], "the account is in the other region, eu", "\n{checkup}");
            assert!(
                finding.hint().unwrap().starts_with("first compare `CUSTOMERIO_REGION` with"),
                "\n{checkup}"
            );
        }
    }
    finds(&trial, Role::Region, Verdict::CannotTell, &["every key is refused, as in the wrong region"]);
}

#[test]
fn where_the_app_key_is_of_the_workspace_that_is_meant_the_pair_is_another_s() {
    let list = Symptom::status(200).body(r#"{"workspaces":[{"id":7},{"id":8}]}"#);
    let trial = Trial::new().with(Role::WorkspaceId, "7").fails(always(list).on::<app::ListWorkspaces>());
    finds(&trial, Role::AppApiKey, Verdict::Ok, &[]);
    let verdict =
        Verdict::OtherWorkspace { expected: 7.into(), found: Some(trial.sandbox.workspace_id(Region::Us)) };
    finds(&trial, Role::WorkspaceId, verdict, &["use the pair of workspace 7"]);
}
