//! Which variable or file answers, and which are read at all.

use crate::{Billing, REGION, SITE_ID, complete, load, write};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Origin, ProblemKind, Region, Role, SiteId, Unreadable,
};
use std::path::Path;
use tempfile::TempDir;

#[test]
fn the_environment_wins_and_the_file_is_shadowed() {
    let folder = TempDir::new().unwrap();
    let toml =
        write(&folder, "cio.toml", "[customerio]\nsite_id = \"from-the-file\"\napp_api_key = \"abc\"\n");
    let loader = Billing::loader().environment(complete()).file(&toml);
    let (billing, report) = loader.load_with_report().unwrap();
    assert_eq!(billing.site_id.expose(), SITE_ID.1);
    assert_eq!(billing.app_key.unwrap().expose(), "abc");
    let document =
        |key: &str, line| Origin::Document { path: toml.clone(), key: key.into(), line: Some(line) };
    assert_eq!(report.fields()[0].shadowed(), [document("customerio.site_id", 2)]);
    assert_eq!(report.fields()[2].origin(), Some(&document("customerio.app_api_key", 3)));
}

#[test]
fn the_file_that_is_named_first_wins() {
    let folder = TempDir::new().unwrap();
    let first = write(&folder, "first.toml", "[customerio]\ntrack_api_key = \"first\"\n");
    let second =
        write(&folder, "second.toml", "[customerio]\ntrack_api_key = \"second\"\nsite_id = \"second\"\n");
    let loader = Billing::loader().environment([REGION]).file(first).file(second);
    let billing = loader.load().unwrap();
    assert_eq!((billing.track_key.expose(), billing.site_id.expose()), ("first", "second"));
}

#[test]
fn a_file_that_must_exist_and_does_not_is_a_problem() {
    for loader in [Billing::loader().file("/nowhere/cio.toml"), Billing::loader().dotenv("/nowhere/.env")] {
        let error = loader.environment([REGION]).load().unwrap_err();
        assert!(error.problems().iter().any(|problem| matches!(
            problem.kind(),
            ProblemKind::Unreadable { reason: Unreadable::NotFound, .. }
        )));
    }
    assert!(Billing::loader().optional_file("/nowhere/cio.toml").environment(complete()).load().is_ok());
}

#[test]
fn a_document_that_is_not_toml_is_reported_by_its_place_alone() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "cio.toml", "[customerio]\nsite_id = 5e1f9a77secret\n");
    let error = Billing::loader().environment([REGION]).file(toml).load().unwrap_err();
    let rendered = format!("{error} {:?}", error.problems());
    assert!(rendered.contains("line 2, column 1"), "{rendered}");
    assert!(!rendered.contains("5e1f9a77"), "{rendered}");
}

#[test]
fn a_broken_file_that_no_field_needs_is_not_read() {
    let folder = TempDir::new().unwrap();
    let broken = write(&folder, ".env", "not an assignment");
    #[derive(CioCredentials)]
    struct Webhooks {
        site_id: SiteId,
        cdp_key: CdpApiKey,
        region: Region,
    }
    let environment = Environment::from([SITE_ID, REGION, ("CUSTOMERIO_CDP_API_KEY", "abc")]);
    let webhooks = Webhooks::loader().environment(environment).dotenv(broken).load().unwrap();
    assert_eq!(
        (webhooks.site_id.expose(), webhooks.cdp_key.expose(), webhooks.region),
        (SITE_ID.1, "abc", Region::Eu)
    );
}

#[test]
fn every_place_that_was_looked_in_is_kept_in_order() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "cio.toml", "");
    let error = Billing::loader().environment([SITE_ID, REGION]).file(&toml).load().unwrap_err();
    let places: Vec<String> = error.problems()[0].looked_in().iter().map(ToString::to_string).collect();
    assert_eq!(error.problems()[0].role(), Some(Role::TrackApiKey));
    assert_eq!(
        places,
        [
            "environment variable `CUSTOMERIO_TRACK_API_KEY`",
            "environment variable `CIO_TRACK_API_KEY`",
            "environment variable `CUSTOMERIO_TRACK_API_KEY_FILE`",
            &format!("`customerio.track_api_key` in `{}`", Path::new(&toml).display()),
        ]
    );
}

#[test]
fn a_file_that_a_variable_names_loses_its_last_line_feed_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    for (content, ok) in [
        ("0123456789\n", true),
        ("0123456789\r\n", true),
        ("0123456789\n\n", false),
        (" 0123456789\n", false),
    ] {
        let file = write(&folder, "key", content);
        let environment = Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", &file);
        assert_eq!(
            load(environment).is_ok_and(|billing| billing.track_key.expose() == "0123456789"),
            ok,
            "{content:?}"
        );
    }
}

#[test]
fn a_variable_and_its_file_exclude_each_other() {
    let error = load(complete().with("CUSTOMERIO_SITE_ID_FILE", "/nowhere")).unwrap_err();
    assert!(
        matches!(error.problems(), [problem] if matches!(problem.kind(), ProblemKind::VariableAndFile { .. }))
    );
}

#[test]
fn a_named_file_that_is_missing_is_a_problem() {
    let environment =
        Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", "/nowhere/key");
    let error = load(environment).unwrap_err();
    assert_eq!(
        error.problems()[0].to_string(),
        "no Track API key: `/nowhere/key`, named by `CUSTOMERIO_TRACK_API_KEY_FILE`, does not exist"
    );
}

#[test]
fn two_names_of_one_key_must_agree() {
    let agreeing = complete().with("CIO_SITE_ID", SITE_ID.1);
    assert!(load(agreeing).is_ok());
    let error = load(complete().with("CIO_SITE_ID", "another")).unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Ambiguous { .. }));
}

#[test]
fn an_explicit_name_replaces_the_usual_ones() {
    #[derive(CioCredentials)]
    struct Mailer {
        #[cio(env = "MAILER_KEY")]
        app_key: AppApiKey,
        region: Region,
    }
    let usual = Environment::from([("CUSTOMERIO_APP_API_KEY", "usual"), REGION]);
    let error = Mailer::loader().environment(usual.clone()).load().err().unwrap();
    assert_eq!(
        error.problems()[0].to_string(),
        "no App API key: environment variable `MAILER_KEY` is not set"
    );
    let mailer = Mailer::loader().environment(usual.with("MAILER_KEY", "explicit")).load().unwrap();
    assert_eq!(mailer.app_key.expose(), "explicit");
}
