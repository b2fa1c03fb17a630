//! Findings about several values together: contradictions and notes, and how a load reports them.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY, load};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, MigrationSiteId, Note, ProblemKind, Region, Role,
    SiteId, TrackApiKey,
};
use std::fs;

#[test]
fn one_value_in_two_slots_is_a_problem() {
    let error =
        load::<Billing>(&[SITE_ID, TRACK_KEY, ("CUSTOMERIO_APP_API_KEY", "track"), REGION]).unwrap_err();
    assert!(matches!(
        error.problems(),
        [problem] if matches!(problem.kind(), ProblemKind::SameValue { role: Role::TrackApiKey, .. })
    ));
    assert!(!error.to_string().contains("`track`"), "{error}");
}

#[test]
fn a_site_id_may_be_the_one_that_an_app_migrates_from() {
    #[derive(CioCredentials)]
    struct Mobile {
        site_id: SiteId,
        migration_site_id: MigrationSiteId,
        cdp_key: CdpApiKey,
        region: Region,
    }
    let same = [SITE_ID, ("CUSTOMERIO_MIGRATION_SITE_ID", "site"), ("CUSTOMERIO_CDP_API_KEY", "cdp"), REGION];
    let mobile: Mobile = load(&same).unwrap();
    assert_eq!(mobile.site_id.expose(), mobile.migration_site_id.expose());
    assert_eq!(
        mobile.mobile_config().to_string(),
        r#"{"cdpApiKey":"cdp","region":"eu","migrationSiteId":"site","inApp":{"siteId":"site"}}"#
    );
    assert_eq!(
        mobile.mobile_config().react_native().to_string(),
        r#"{"cdpApiKey":"cdp","region":"EU","migrationSiteId":"site","inApp":{"siteId":"site"}}"#
    );
    assert_eq!(
        mobile.mobile_config().expo().to_string(),
        r#"{"cdpApiKey":"cdp","region":"EU","migrationSiteId":"site","siteId":"site"}"#
    );
    let config = mobile.mobile_config();
    for config in [config.clone(), config.clone().react_native(), config.expo()] {
        assert_eq!(serde_json::to_string(&config).unwrap(), config.to_string());
    }
    assert_eq!((mobile.cdp_key.expose(), mobile.region), ("cdp", Region::Eu));
}

#[test]
fn half_of_a_pair_is_a_problem() {
    #[derive(CioCredentials)]
    struct Tracking {
        site_id: Option<SiteId>,
        track_key: Option<TrackApiKey>,
        region: Region,
    }
    for (half, missing) in [(SITE_ID, Role::TrackApiKey), (TRACK_KEY, Role::SiteId)] {
        let error = load::<Tracking>(&[half, REGION]).err().unwrap();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.role(), Some(missing));
        assert!(matches!(problem.kind(), ProblemKind::HalfPair { .. }), "{error}");
    }
    let error = load::<Tracking>(&[SITE_ID, ("CUSTOMERIO_TRACK_KEY", "x1"), REGION]).err().unwrap();
    assert_eq!(
        error.problems()[0].hint(),
        "environment variable `CUSTOMERIO_TRACK_KEY` is set: did you mean `CUSTOMERIO_TRACK_API_KEY`?"
    );
    let both: Tracking = load(&[SITE_ID, TRACK_KEY, REGION]).unwrap();
    let none: Tracking = load(&[REGION]).unwrap();
    assert!(
        both.site_id.is_some()
            && both.track_key.is_some()
            && none.site_id.is_none()
            && none.track_key.is_none()
    );
    assert_eq!((both.region, none.region), (Region::Eu, Region::Eu));
}

#[test]
fn a_file_that_cannot_be_read_is_fixed_before_a_key_is_called_missing() {
    let folder = tempfile::tempdir().unwrap();
    let toml = folder.path().join("cio.toml");
    fs::write(&toml, "[customerio]\napp_api_key = abc\n").unwrap();
    let error = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).file(&toml).load().unwrap_err();
    let [syntax, missing] = error.problems() else { panic!("{error}") };
    assert_eq!(
        missing.to_string(),
        "no App API key: environment variable `CUSTOMERIO_APP_API_KEY` is not set"
    );
    assert!(missing.hint().starts_with("fix the source that could not be read: the value may be there; if not, set `CUSTOMERIO_APP_API_KEY`"), "{error}");
    assert!(matches!(syntax.kind(), ProblemKind::Syntax { line: 2, .. }), "{error}");
}

#[test]
fn ten_things_wrong_are_ten_findings() {
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "it never loads")]
    struct Everything {
        site_id: SiteId,
        track_key: TrackApiKey,
        app_key: AppApiKey,
        cdp_key: CdpApiKey,
        webhook_key: cio_config::WebhookSigningKey,
        token: cio_config::ServiceAccountToken,
        migration_site_id: MigrationSiteId,
        workspace_id: cio_config::WorkspaceId,
        region: Region,
        #[cio(setting)]
        retries: u16,
    }
    let error = load::<Everything>(&[
        ("CUSTOMERIO_SITE_ID", ""),
        ("CUSTOMERIO_TRACK_API_KEY", "a b"),
        ("CUSTOMERIO_APP_API_KEY", "<your key>"),
        ("CUSTOMERIO_CDP_API_KEY", "sa_live_x"),
        ("CUSTOMERIO_WEBHOOK_SIGNING_KEY_FILE", "/nowhere"),
        ("CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "x"),
        ("CUSTOMERIO_MIGRATION_SITE_ID", "ref+vault://a"),
        ("CUSTOMERIO_WORKSPACE_ID", "007"),
        ("CUSTOMERIO_RETRIES", "many"),
    ])
    .err()
    .unwrap();
    assert_eq!(error.problems().len(), 10, "{error}");
    for problem in error.problems() {
        assert!(!problem.looked_in().is_empty() && !problem.hint().is_empty(), "{problem:?}");
    }
}

#[test]
fn a_problem_of_two_places_names_both() {
    let named = ("CUSTOMERIO_APP_API_KEY_FILE", "/nowhere");
    let error =
        load::<Billing>(&[("CIO_SITE_ID", "other"), SITE_ID, TRACK_KEY, APP_KEY, named, REGION]).unwrap_err();
    let places = error.problems().iter().map(|problem| problem.looked_in().iter().map(ToString::to_string));
    assert_eq!(
        places.map(Iterator::collect::<Vec<_>>).collect::<Vec<_>>(),
        [
            ["environment variable `CUSTOMERIO_SITE_ID`", "environment variable `CIO_SITE_ID`"],
            [
                "environment variable `CUSTOMERIO_APP_API_KEY`",
                "environment variable `CUSTOMERIO_APP_API_KEY_FILE`"
            ],
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_world_readable_file_and_a_byte_order_mark_are_notes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app");
    fs::write(&path, "\u{feff}abc\n").unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let environment =
        Environment::from([SITE_ID, TRACK_KEY, REGION]).with("CUSTOMERIO_APP_API_KEY_FILE", &path);
    let (billing, report) = Billing::loader().environment(environment).load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "abc");
    assert_eq!(report.fields()[2].notes(), [Note::ByteOrderMark, Note::ReadableByAll { path }]);
}

#[test]
fn a_key_that_looks_like_another_is_a_note() {
    let long = ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123456789abcdef");
    let environment: Environment = [SITE_ID, long, APP_KEY, REGION].into();
    let report = Billing::loader().environment(environment).explain();
    assert_eq!(report.fields()[1].notes(), [Note::LooksLikeAppApiKey]);
    assert!(report.problems().is_empty());
}

#[test]
fn a_key_in_another_configuration_is_a_string_or_refused_without_a_word_of_it() {
    #[derive(serde::Deserialize, Debug)]
    struct Config {
        app_key: AppApiKey,
        region: Region,
    }
    let config: Config = serde_json::from_str(r#"{"app_key":"0123","region":"eu"}"#).unwrap();
    assert_eq!((config.app_key.expose(), config.region), ("0123", Region::Eu));
    for value in
        ["815815815", "true", "1.5", "null", "[815815815]", "{\"a\":815815815}", "\"815815815 \"", "-7"]
    {
        let error =
            serde_json::from_str::<Config>(&format!(r#"{{"app_key":{value},"region":"eu"}}"#)).unwrap_err();
        assert!(
            !error.to_string().contains("815815") && error.to_string().contains("App API key"),
            "{error}"
        );
    }
}
