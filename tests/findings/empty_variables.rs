//! A variable that is set to nothing is a problem, unless the struct or the loader says that it counts as not set.

use cio_config::{AppApiKey, CioCredentials, Environment, KeyFault, Loader, ProblemKind, Region};
use std::fs;

const KEY: &str = "CUSTOMERIO_APP_API_KEY";
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");

#[derive(CioCredentials)]
struct Plain {
    app_key: Option<AppApiKey>,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(empty_is_unset)]
struct Marked {
    app_key: Option<AppApiKey>,
    region: Region,
}

#[derive(CioCredentials)]
struct Outer {
    #[cio(nested)]
    marked: Marked,
}

/// The key that each way of saying so finds.
fn lenient(environment: &Environment, dotenv: &std::path::Path) -> [Option<String>; 3] {
    let key = |key: Option<AppApiKey>| key.map(|key| key.expose().to_owned());
    let plain = Loader::<Plain>::empty().empty_is_unset().environment(environment.clone());
    let marked = Loader::<Marked>::empty().environment(environment.clone());
    let outer = Loader::<Outer>::empty().environment(environment.clone());
    [
        key(plain.optional_dotenv(dotenv).load().map(|Plain { app_key, region: _ }| app_key).unwrap()),
        key(marked.optional_dotenv(dotenv).load().map(|Marked { app_key, region: _ }| app_key).unwrap()),
        key(outer.optional_dotenv(dotenv).load().unwrap().marked.app_key),
    ]
}

#[test]
fn an_empty_variable_is_passed_over_only_where_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (file, dotenv) = (folder.path().join("key"), folder.path().join(".env"));
    fs::write(&file, "file\n").unwrap();
    let file = file.to_str().unwrap();
    for (variables, text, found) in [
        (&[(KEY, "")][..], "", None),
        (&[(KEY, ""), ("CIO_APP_API_KEY", "alias")], "", Some("alias")),
        (&[(KEY, "first"), ("CIO_APP_API_KEY", "")], "", Some("first")),
        (&[(KEY, ""), ("CUSTOMERIO_APP_API_KEY_FILE", file)], "", Some("file")),
        (&[("CUSTOMERIO_APP_API_KEY_FILE", "")], "", None),
        (&[(KEY, "first"), ("CUSTOMERIO_APP_API_KEY_FILE", "")], "", Some("first")),
        (&[(KEY, "")], "CUSTOMERIO_APP_API_KEY=dotenv\n", Some("dotenv")),
        (
            &[("CUSTOMERIO_APP_API_KEY_FILE", ""), (KEY, "")],
            "CUSTOMERIO_APP_API_KEY=dotenv\n",
            Some("dotenv"),
        ),
        (&[], "CUSTOMERIO_APP_API_KEY=\nCIO_APP_API_KEY=alias\n", Some("alias")),
        (&[], "CUSTOMERIO_APP_API_KEY=\"\"\n", None),
    ] {
        fs::write(&dotenv, text).unwrap();
        let environment: Environment = variables.iter().copied().chain([REGION]).collect();
        let found = found.map(str::to_owned);
        let [plain, marked, outer] = lenient(&environment, &dotenv);
        assert_eq!((&plain, &marked, &outer), (&found, &found, &found), "{variables:?} {text:?}");
        let strict = Loader::<Plain>::empty().environment(environment).optional_dotenv(&dotenv).load();
        let error = strict.map(|_| ()).unwrap_err();
        assert!(
            matches!(
                error.problems()[0].kind(),
                ProblemKind::Malformed { fault: KeyFault::Empty, .. }
                    | ProblemKind::Ambiguous { .. }
                    | ProblemKind::VariableAndFile { .. }
            ),
            "{variables:?} {text:?}: {error}"
        );
    }
}

#[test]
fn an_empty_variable_that_names_a_source_names_none() {
    let environment = Environment::from([(KEY, "app"), REGION])
        .with("CREDENTIALS_DIRECTORY", "")
        .with("CUSTOMERIO_PROFILE", "");
    let loader =
        |loader: Loader<Plain>| loader.environment(environment.clone()).figment(figment::Figment::new());
    assert!(loader(Plain::loader().empty_is_unset()).load_with_report().is_ok());
    let marked = Marked::loader().environment(environment.clone()).load().unwrap();
    assert_eq!(marked.region, Region::Eu);
    let absent = environment.without(KEY);
    let error = Plain::loader().environment(absent).load().map(|_| ()).unwrap_err();
    assert_eq!(error.problems()[0].to_string(), "environment variable `CREDENTIALS_DIRECTORY` is empty");
}

#[test]
fn a_required_field_is_still_missing() {
    let error =
        Loader::<Marked>::empty().environment([("CUSTOMERIO_REGION", "")]).load().map(|_| ()).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(*problem.kind(), ProblemKind::Missing);
}

#[test]
fn an_empty_variable_under_another_name_is_not_set_either() {
    let folder = tempfile::tempdir().unwrap();
    let dotenv = folder.path().join(".env");
    for other in ["CUSTOMERIO_APP_KEY", "CUSTOMER_IO_APP_API_KEY", "CUSTOMERIO_TRANSACTIONAL_API_KEY"] {
        for in_dotenv in [false, true] {
            let text = if in_dotenv { format!("{other}=\n") } else { String::new() };
            fs::write(&dotenv, text).unwrap();
            let variables = [REGION, (other, "")];
            let environment: Environment =
                variables[..if in_dotenv { 1 } else { 2 }].iter().copied().collect();
            assert_eq!(lenient(&environment, &dotenv), [None, None, None], "{other}");
            let strict = Loader::<Plain>::empty().environment(environment).optional_dotenv(&dotenv).load();
            let error = strict.map(|_| ()).unwrap_err();
            assert!(matches!(error.problems()[0].kind(), ProblemKind::OtherName { .. }), "{error}");
        }
    }
}
