//! Profiles and workspaces: which tables of which documents are read, and in which order.

use crate::{Billing, key, kinds, write};
use cio_config::{
    CioCredentials, DocumentFault, Environment, Format, LoadError, Loader, Origin, ProblemKind, Region,
    SiteId, TrackApiKey,
};
use figment::Figment;
use std::collections::BTreeMap;
use tempfile::TempDir;

const PROFILES: &str = "[customerio]\napp_api_key = 'base'\nregion = 'us'\n\
                        [staging.customerio]\napp_api_key = 'staging'\n\
                        [other.customerio]\napp_api_key = 5\nregion = []\n";

fn load(profile: &str, text: &str) -> Result<Billing, LoadError> {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "cio.toml", text);
    Billing::loader().environment([("CUSTOMERIO_PROFILE", profile)]).file(path).load()
}

#[test]
fn a_profile_takes_precedence_over_the_base() {
    let folder = TempDir::new().unwrap();
    let json = write(
        &folder,
        "cio.json",
        r#"{"customerio": {"app_api_key": "base", "region": "us"}, "staging": {"customerio": {"app_api_key": "staging"}}}"#,
    );
    let toml = write(&folder, "cio.toml", PROFILES);
    for path in [json, toml] {
        let with = |environment: Environment| Billing::loader().environment(environment).file(&path);
        let (staging, report) = with([("CUSTOMERIO_PROFILE", "staging")].into()).load_with_report().unwrap();
        assert_eq!((staging.app_key.expose(), staging.region), ("staging", Region::Us));
        let Some(Origin::Document { key, .. }) = report.fields()[0].origin() else { panic!("{report}") };
        assert_eq!(key, "staging.customerio.app_api_key");
        assert_eq!(key_of(&with(Environment::empty()).load().unwrap()), "base");
        assert_eq!(key_of(&with([("CUSTOMERIO_PROFILE", "default")].into()).load().unwrap()), "base");
    }
}

fn key_of(billing: &Billing) -> &str {
    billing.app_key.expose()
}

#[test]
fn the_base_has_two_spellings_and_one_document_has_one_of_them() {
    let other = PROFILES.replace("[customerio]", "[default.customerio]");
    assert_eq!(key_of(&load("staging", &other).unwrap()), "staging");
    assert_eq!(key_of(&load("default", &other).unwrap()), "base");
    let error = load("staging", &format!("{PROFILES}[default.customerio]\n")).unwrap_err();
    let [ProblemKind::Document { origin, fault: DocumentFault::TwoBases }] = kinds(&error)[..] else {
        panic!("{error}")
    };
    assert!(
        matches!(origin, Origin::Document { key, line: Some(9), .. } if key == "default.customerio"),
        "{error}"
    );
}

#[test]
fn a_profile_that_no_document_has_is_a_problem_that_does_not_name_it() {
    for profile in ["stagging", "", "Staging", "customerio", "staging.customerio"] {
        let error = load(profile, PROFILES).unwrap_err();
        let [ProblemKind::Document { origin, fault: DocumentFault::NoProfile { documents, profiles } }] =
            kinds(&error)[..]
        else {
            panic!("{profile}: {error}")
        };
        assert_eq!(*origin, Origin::Variable { name: "CUSTOMERIO_PROFILE".into() });
        assert!(documents[0].ends_with("cio.toml`"), "{documents:?}");
        assert!(profiles.contains(&"staging".to_owned()), "{profiles:?}");
        assert!(error.to_string().contains("`staging`"), "{error}");
        assert!(
            profile.len() < 8 || !error.to_string().replace(".customerio", "").contains(profile),
            "{error}"
        );
    }
}

#[test]
fn a_document_that_cannot_be_read_hides_whether_it_has_the_profile() {
    let error = load("stagging", "[customerio").unwrap_err();
    assert!(kinds(&error).iter().all(|kind| !matches!(kind, ProblemKind::Document { .. })), "{error}");
}

#[test]
fn a_profile_of_any_document_takes_precedence_over_the_base_of_all() {
    let folder = TempDir::new().unwrap();
    let first = write(&folder, "first.toml", "[customerio]\napp_api_key = 'first'\nregion = 'us'\n");
    let second = write(
        &folder,
        "second.json",
        r#"{"customerio": {"app_api_key": "second"}, "staging": {"customerio": {"app_api_key": "profile"}}}"#,
    );
    let loader =
        |profile| Billing::loader().environment([("CUSTOMERIO_PROFILE", profile)]).file(&first).file(&second);
    assert_eq!(key(loader("staging")), "profile");
    assert_eq!(key(loader("default")), "first");
}

#[test]
fn every_place_in_a_document_is_reported_in_the_order_of_asking() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "cio.toml", "[staging.customerio]\nregion = 'eu'\n");
    let environment = [("CUSTOMERIO_PROFILE", "staging")];
    let loader = Billing::loader().environment(environment).file(&path).command(["echo"], Format::Toml);
    let error = loader.figment(Figment::new()).load().unwrap_err();
    let places: Vec<String> = error.problems()[0].looked_in().iter().map(ToString::to_string).collect();
    let path = path.display();
    assert_eq!(
        places[places.len() - 4..],
        [
            format!("`staging.customerio.app_api_key` in `{path}`"),
            format!("`customerio.app_api_key` in `{path}`"),
            "`customerio.app_api_key` in the output of `echo`".to_owned(),
            "`customerio.app_api_key` in the `Figment`".to_owned(),
        ]
    );
}

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
    #[cio(setting)]
    retries: Option<u8>,
}

#[test]
fn a_workspace_has_a_table_in_the_base_and_in_a_profile() {
    let folder = TempDir::new().unwrap();
    let toml = "[customerio]\nregion = 'us'\n[customerio.marketing]\nsite_id = 'site'\ntrack_api_key = 'base'\n\
                [staging.customerio.marketing]\ntrack_api_key = 'staging'\nretries = 3\n";
    let json = r#"{"customerio": {"region": "us", "marketing": {"site_id": "site", "track_api_key": "base"}},
                   "staging": {"customerio": {"marketing": {"track_api_key": "staging", "retries": 3}}}}"#;
    for path in [write(&folder, "a.toml", toml), write(&folder, "a.json", json)] {
        let environment = [("CUSTOMERIO_PROFILE", "staging")];
        let marketing = Marketing::loader().environment(environment).file(path).load().unwrap();
        assert_eq!((marketing.site_id.expose(), marketing.track_key.expose()), ("site", "staging"));
        assert_eq!((marketing.region, marketing.retries), (Region::Us, Some(3)));
    }
}

#[test]
fn documents_are_one_source_at_the_place_of_the_first() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "a.toml", "[customerio]\nregion = 'eu'\n");
    let json = write(&folder, "b.json", r#"{"customerio": {"app_api_key": "json", "region": "us"}}"#);
    let dotenv = write(&folder, ".env", "CUSTOMERIO_APP_API_KEY=dotenv\nCUSTOMERIO_REGION=us\n");
    let loader = Loader::<Billing>::empty().file(&toml).dotenv(&dotenv).file(&json);
    let billing = loader.load().unwrap();
    assert_eq!((billing.app_key.expose(), billing.region), ("json", Region::Eu));
    assert_eq!(key(Loader::empty().dotenv(dotenv).file(json).file(toml)), "dotenv");
}

#[test]
fn a_document_alone_answers_as_it_does_among_others() {
    #[derive(CioCredentials, Debug, PartialEq)]
    struct Tuned {
        #[cio(setting)]
        backoff: BTreeMap<String, Vec<String>>,
        #[cio(setting, default = "1")]
        retries: u8,
        #[cio(setting)]
        site: Option<String>,
    }
    let folder = TempDir::new().unwrap();
    let base = "[customerio]\nretries = 2\nsite = 'base'\nother = 1\n\
                [customerio.backoff]\nregion = ['a']\nsteps = ['b', 'c']\n[customerio.x]\ny = 1\n";
    let staging = "[staging.customerio]\nsite = 'staging'\n[staging.customerio.backoff]\nsteps = ['d']\n";
    let empty = write(&folder, "empty.toml", "");
    for text in [
        base.to_owned(),
        format!("{base}{staging}"),
        format!("{staging}[default.customerio.backoff]\nregion = []\n"),
        format!("{base}[staging.customerio]\nretries = 'many'\n"),
        format!("{base}[default.customerio]\n"),
        "customerio = 1\n[staging]\ncustomerio = 2\n".to_owned(),
        "site = 'no table'\n[cio]\nretries = 3\n".to_owned(),
    ] {
        let path = write(&folder, "cio.toml", &text);
        for profile in ["default", "staging", "other"] {
            let loader = || Tuned::loader().environment([("CUSTOMERIO_PROFILE", profile)]).file(&path);
            let [alone, among] = [loader(), loader().file(&empty)].map(|loader| {
                let report = loader
                    .clone()
                    .explain()
                    .to_string()
                    .replace(&format!(", {} has no `customerio.backoff`", empty_in(&folder)), "")
                    .replace(&format!(", {}", empty_in(&folder)), "");
                (loader.load().ok(), report)
            });
            assert_eq!(alone, among, "{profile}: {text}");
        }
    }
}

/// The empty document as messages name it.
fn empty_in(folder: &TempDir) -> String {
    format!("`{}`", folder.path().join("empty.toml").display())
}
