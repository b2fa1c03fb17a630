//! Several workspaces in one sandbox, each with several sets of keys.

use crate::sandbox::stand_in::Sandbox;
use crate::sandbox::testing::{basic, json, reason, service};
use crate::surface::host::Host::{App, Track};
use cio_config::Region::{Eu, Us};
use cio_config::{AppApiKey, CioCredentials, Region, Role, SiteId, TrackApiKey};
use serde_json::json;

#[derive(CioCredentials)]
struct Plain {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[test]
fn one_environment_loads_all_workspaces_of_an_account() {
    let sandbox = Sandbox::builder().workspace("marketing").start().unwrap();
    for region in [Us, Eu] {
        let environment = || sandbox.environment_of(region);
        let plain = Plain::loader().environment(environment()).load().unwrap();
        let marketing = Marketing::loader().environment(environment()).load().unwrap();
        let workspace = sandbox.workspace(region, "marketing");
        assert_eq!((plain.region, marketing.region), (region, region));
        assert_eq!(plain.site_id.expose(), sandbox.credentials(region).site_id());
        assert_eq!(plain.track_key.expose(), sandbox.credentials(region).track_api_key());
        assert_eq!(plain.app_key.expose(), sandbox.credentials(region).app_api_key());
        assert_eq!(marketing.site_id.expose(), workspace.credentials().site_id());
        assert_eq!(marketing.track_key.expose(), workspace.credentials().track_api_key());
        let alone = Plain::loader().environment(workspace.environment()).load().unwrap();
        assert_eq!(alone.site_id.expose(), workspace.credentials().site_id());
    }
}

#[test]
fn names_that_variables_cannot_have_are_refused() {
    for name in ["", "Marketing", "9", "a-b", "next", "migration"] {
        assert!(Sandbox::builder().workspace(name).start().is_err(), "{name}");
    }
    assert!(Sandbox::builder().workspace("a").workspace("a").start().is_err());
}

#[test]
fn a_person_sent_through_the_wrong_client_is_in_the_other_workspace() {
    let service = service();
    let other = service.keys_of(Us, "marketing");
    let other_track = basic(other.site_id(), other.track_api_key());
    service.ask(Track, "PUT /api/v1/customers/42", &service.track(Us), json!({"plan": "pro"}));
    service.ask(Track, "PUT /api/v1/customers/43", &other_track, json!({"plan": "free"}));
    service.ask(Track, "POST /api/v1/customers/42/suppress", &other_track, "{}");
    let found: Vec<_> = service.people().into_iter().map(|person| (person.id, person.workspace)).collect();
    let (first, second) = (service.workspace(Us).into(), service.workspace_of(Us, "marketing").into());
    assert!(found.contains(&("42".to_owned(), first)) && found.contains(&("43".to_owned(), second)));
    let workspaces: Vec<_> = service.received().iter().map(|received| received.workspace).collect();
    assert_eq!(workspaces, [Some(first), Some(second), Some(second)]);

    let app = |call: &str, key: &str| service.ask(App, call, &format!("Bearer {key}"), "");
    assert_eq!(app("GET /v1/customers/43/attributes", other.app_api_key()).status(), 200);
    assert_eq!(app("GET /v1/customers/42/attributes", other.app_api_key()).status(), 404);
    let list = json(&app("GET /v1/workspaces", other.app_api_key()));
    assert_eq!(
        (list["workspaces"][1]["name"].as_str(), &list["workspaces"][1]["people"]),
        (Some("marketing"), &json!(1))
    );

    let wrong =
        service.ask(Track, "PUT /api/v1/customers/1", &format!("Bearer {}", other.app_api_key()), "{}");
    assert!(
        reason(&wrong).contains("the App API key of the us account's workspace marketing"),
        "{}",
        reason(&wrong)
    );
    let half = basic(service.keys(Us).site_id(), other.track_api_key());
    assert_eq!(
        service.ask(Track, "PUT /api/v1/customers/1", &half, "{}").status(),
        401,
        "a pair is of one set"
    );
}

#[test]
fn the_token_of_a_service_account_is_good_in_each_workspace_that_is_named() {
    let service = service();
    let token = format!("Bearer {}", service.keys(Us).service_account_token());
    let email = json!({"to": "a@b.c", "transactional_message_id": 3, "identifiers": {"id": "42"}});
    let number = service.workspace_of(Us, "marketing");
    let answer = service.ask(App, &format!("POST /v1/send/email\nx-workspace-id: {number}"), &token, &email);
    assert_eq!((answer.status().as_u16(), service.sent()[0].workspace), (200, number.into()));
    let answer = service.ask(App, "POST /v1/send/email\nx-workspace-id: 7", &token, &email);
    assert_eq!(answer.status(), 401);
}

#[test]
fn sets_of_keys_come_and_go_and_a_pair_is_one() {
    let service = service();
    let ask = |keys: &crate::sandbox::credentials::Credentials| {
        let key = basic(keys.site_id(), keys.track_api_key());
        service.ask(Track, "PUT /api/v1/customers/42", &key, "{}").status().as_u16()
    };
    let first = service.keys_now(Us);
    service.add_key(Us, Role::TrackApiKey);
    let second = service.keys_now(Us);
    assert_ne!(first.site_id(), second.site_id());
    assert_ne!(first.track_api_key(), second.track_api_key());
    assert_eq!(first.app_api_key(), second.app_api_key());
    assert_eq!((ask(&first), ask(&second)), (200, 200));
    let mixed = basic(first.site_id(), second.track_api_key());
    assert_eq!(service.ask(Track, "PUT /api/v1/customers/42", &mixed, "{}").status(), 401);

    service.retire(Us);
    assert_eq!((ask(&first), ask(&second)), (401, 200));
    let app = format!("Bearer {}", second.app_api_key());
    assert_eq!(service.ask(App, "GET /v1/workspaces", &app, "").status(), 200, "it was in both sets");
}
