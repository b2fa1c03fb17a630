//! A program's own `Figment`, as a document among others.

use crate::{Billing, fault_of, key, kinds, loader, write};
use cio_config::{AppApiKey, CioCredentials, DocumentFault, Environment, Origin, ProblemKind, Region};
use figment::providers::Serialized;
use figment::value::{Dict, Map};
use figment::{Figment, Metadata, Profile, Provider};
use tempfile::TempDir;

#[test]
fn a_figment_is_a_document_among_others() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "a.toml", "[customerio]\napp_api_key = 'toml'\nretries = 1\n");
    let figment = Figment::from(Serialized::default("customerio.app_api_key", "figment"))
        .merge(Serialized::default("customerio.retries", 9))
        .merge(Serialized::default("customerio.factor", 2.5))
        .merge(Serialized::default("customerio.region", "us"));
    assert_eq!(key(loader().figment(figment.clone()).file(&toml)), "figment");
    assert_eq!(key(loader().file(&toml).figment(figment.clone())), "toml");

    #[derive(CioCredentials)]
    struct Tuned {
        app_key: AppApiKey,
        region: Region,
        #[cio(setting)]
        retries: u8,
        #[cio(setting)]
        factor: f32,
    }
    let loader = Tuned::loader().environment(Environment::empty()).file(toml).figment(figment);
    let (tuned, report) = loader.load_with_report().unwrap();
    assert_eq!((tuned.app_key.expose(), tuned.region), ("toml", Region::Us));
    assert_eq!((tuned.retries, tuned.factor), (1, 2.5));
    let Some(Origin::Figment { provider: Some(provider), key, .. }) = report.fields()[1].origin() else {
        panic!("{report}")
    };
    assert_eq!(key, "customerio.region");
    assert!(provider.contains("str"), "what the provider calls itself: {provider}");
}

#[test]
fn what_a_provider_has_parsed_is_refused_by_kind() {
    fn check(value: impl serde::Serialize, found: &str) {
        let figment = Figment::from(Serialized::default("customerio.app_api_key", value));
        let ProblemKind::NotText { found: kind, origin } = fault_of(loader().figment(figment)) else {
            panic!()
        };
        assert_eq!(kind, found);
        assert!(!origin.to_string().contains("123456"), "{origin}");
    }
    check(123_456, "number");
    check(0, "number");
    check(1.5, "number");
    check(true, "boolean");
    check(["123456"], "array");
    check(Map::from([("x", "123456")]), "table");
    check(Map::from([("\0", 0)]), "table");
    check((), "null");
}

#[test]
fn a_number_in_a_figment_is_not_taken_for_a_handle_of_another_document() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "a.toml", "[customerio]\nwebhook_signing_key = 'another'\n");
    for handle in [0, 1] {
        let figment = Figment::from(Serialized::default("customerio.app_api_key", handle));
        assert!(matches!(
            fault_of(loader().file(&toml).figment(figment.clone())),
            ProblemKind::NotText { .. }
        ));
        assert!(matches!(fault_of(loader().figment(figment).file(&toml)), ProblemKind::NotText { .. }));
    }
    let forged = write(&folder, "b.toml", "[customerio.app_api_key]\n\"\\u0000\" = 0\n");
    assert!(matches!(
        fault_of(loader().file(&toml).file(forged)),
        ProblemKind::NotText { found: "table", .. }
    ));
}

#[test]
fn a_figment_brings_its_own_profiles() {
    let figment = Figment::from(Serialized::default("customerio.app_api_key", "base"))
        .merge(Serialized::from(Map::from([("customerio", Map::from([("app_api_key", "own")]))]), "staging"))
        .merge(Serialized::default("nested.customerio.app_api_key", "nested"));
    let with = |profile, figment: &Figment| {
        let environment = [("CUSTOMERIO_REGION", "eu"), ("CUSTOMERIO_PROFILE", profile)];
        Billing::loader().environment(environment).figment(figment.clone())
    };
    assert_eq!(key(loader().figment(figment.clone())), "base");
    assert_eq!(key(loader().figment(figment.clone().select("staging"))), "own");
    assert_eq!(key(with("staging", &figment)), "own");
    assert_eq!(key(with("nested", &figment)), "nested");
    assert_eq!(key(with("nested", &figment.clone().select("staging"))), "nested");
    assert!(matches!(fault_of(with("other", &figment)), ProblemKind::Document { .. }));
}

#[test]
fn a_provider_that_fails_is_reported_without_its_message() {
    struct Failing;
    impl Provider for Failing {
        fn metadata(&self) -> Metadata {
            Metadata::named("the failing one")
        }
        fn data(&self) -> figment::Result<Map<Profile, Dict>> {
            Err("123456abcdef".to_owned().into())
        }
    }
    let error = loader().figment(Figment::from(Failing)).load().unwrap_err();
    let Some(ProblemKind::Document { fault: DocumentFault::Provider, .. }) = kinds(&error).first().copied()
    else {
        panic!("{error}")
    };
    assert!(error.to_string().contains("from the failing one"), "{error}");
    assert!(!format!("{error} {:?}", error.problems()).contains("123456"), "{error}");
}
