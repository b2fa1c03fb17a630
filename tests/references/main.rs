//! References that every build follows: to files, and to 1Password through its command line client.
#![cfg(unix)]

use cio_config::{
    AppApiKey, Backend, CioCredentials, CommandFault, Environment, LoadError, Origin, ProblemKind,
    ReferenceProblem, Region, SecretProblem, SiteId, TrackApiKey, Unreadable,
};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;

#[derive(CioCredentials, Debug)]
#[cio(references)]
struct Billing {
    site_id: Option<SiteId>,
    track_key: Option<TrackApiKey>,
    app_key: AppApiKey,
    region: Region,
}

fn environment(reference: &str) -> Environment {
    Environment::from([("CUSTOMERIO_APP_API_KEY", reference), ("CUSTOMERIO_REGION", "eu")])
}

fn load(reference: &str) -> Result<Billing, LoadError> {
    Billing::loader().environment(environment(reference)).load()
}

fn why(error: &LoadError) -> SecretProblem {
    match error.problems() {
        [problem] => match problem.kind() {
            ProblemKind::Secret { why, .. } => *why,
            other => panic!("{other:?}"),
        },
        _ => panic!("{error}"),
    }
}

#[test]
fn a_reference_to_a_file_takes_its_content_or_a_field_of_it() {
    let folder = TempDir::new().unwrap();
    let [plain, json, nested] = ["plain", "cio.json", "nested"].map(|name| folder.path().join(name));
    fs::write(&plain, "\u{feff}a-0123456789\n").unwrap();
    fs::write(&json, r#"{"cio": {"app": "b-0123456789"}, "n": 1}"#).unwrap();
    fs::write(&nested, format!("ref+file://{}", plain.display())).unwrap();

    let reference = format!("ref+file://{}", plain.display());
    let (billing, report) =
        Billing::loader().environment(environment(&reference)).load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "a-0123456789");
    let named_by = Box::new(Origin::Variable { name: "CUSTOMERIO_APP_API_KEY".into() });
    let origin = Origin::ReferredFile { path: plain.clone(), field: None, named_by };
    assert_eq!(report.fields()[2].origin(), Some(&origin));
    assert!(report.to_string().contains("byte order mark"), "{report}");

    let json = json.display();
    assert_eq!(load(&format!("ref+file://{json}#/cio/app")).unwrap().app_key.expose(), "b-0123456789");
    for (reference, expected) in [
        (format!("ref+file://{json}#/cio/other"), SecretProblem::NoField),
        (format!("ref+file://{json}#/n"), SecretProblem::FieldNotText { found: "number" }),
        (format!("ref+file://{}#/app", plain.display()), SecretProblem::NotJson),
        (format!("ref+file://{}", nested.display()), SecretProblem::Nested),
        (format!("ref+file://{json}.gone"), SecretProblem::File(Unreadable::NotFound)),
        (format!("ref+file://{}", folder.path().display()), SecretProblem::File(Unreadable::Directory)),
    ] {
        assert_eq!(why(&load(&reference).unwrap_err()), expected, "{reference}");
    }
}

/// A program called `op` in a folder, which notes its arguments and then does as the script says.
fn op(folder: &Path, script: &str) {
    let path = folder.join("op");
    let log = folder.join("log").display().to_string();
    fs::write(&path, format!("#!/bin/sh\n(IFS='|'; echo \"$#|$*\") >> '{log}'\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
}

fn with_op(folder: &Path, variables: &[(&str, &str)]) -> Environment {
    let path = format!("{}:/usr/bin:/bin", folder.display());
    variables.iter().fold(
        Environment::from([("PATH", path.as_str()), ("CUSTOMERIO_REGION", "eu")]),
        |environment, (name, value)| environment.with(name, value),
    )
}

#[test]
fn op_is_run_once_for_each_reference_with_the_reference_alone() {
    let folder = TempDir::new().unwrap();
    op(folder.path(), r#"echo "$3 of $OP_ACCOUNT" | sed 's/[^a-zA-Z]/-/g'"#);
    let environment = with_op(
        folder.path(),
        &[
            ("CUSTOMERIO_SITE_ID", "op://Private/Customer.io; id/site id"),
            ("CUSTOMERIO_TRACK_API_KEY", "op://Private/$(id)/--account"),
            ("CUSTOMERIO_APP_API_KEY", "op://Private/cio/app"),
            ("OP_ACCOUNT", "ada"),
        ],
    );
    let (billing, report) = Billing::loader().environment(environment).load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "op---Private-cio-app-of-ada");
    assert_eq!(billing.site_id.unwrap().expose(), "op---Private-Customer-io--id-site-id-of-ada");
    assert_eq!(
        report.fields()[2].origin().unwrap().to_string(),
        "`Private/cio/app` in 1Password, named by environment variable `CUSTOMERIO_APP_API_KEY`"
    );
    let mut log: Vec<String> =
        fs::read_to_string(folder.path().join("log")).unwrap().lines().map(str::to_owned).collect();
    log.sort();
    assert_eq!(
        log,
        [
            "3|read|--|op://Private/$(id)/--account",
            "3|read|--|op://Private/Customer.io; id/site id",
            "3|read|--|op://Private/cio/app",
        ]
    );
}

#[test]
fn one_reference_in_two_fields_is_one_process() {
    let folder = TempDir::new().unwrap();
    op(folder.path(), "echo eu");
    let environment = with_op(
        folder.path(),
        &[("CUSTOMERIO_APP_API_KEY", "op://Private/cio/app"), ("CUSTOMERIO_REGION", "op://Private/cio/app")],
    );
    Billing::loader().environment(environment).load().unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap().lines().count(), 1);
}

#[test]
fn a_reference_that_op_cannot_read_is_reported() {
    let folder = TempDir::new().unwrap();
    let reference = ("CUSTOMERIO_APP_API_KEY", "op://Private/cio/app");
    let failing = |script: &str| {
        op(folder.path(), script);
        why(&Billing::loader().environment(with_op(folder.path(), &[reference])).load().unwrap_err())
    };
    assert_eq!(failing("echo secret; exit 6"), SecretProblem::Command(CommandFault::Failed(Some(6))));
    assert_eq!(failing("echo op://a/b/c"), SecretProblem::Nested);
    let nowhere = environment(reference.1).with("PATH", folder.path().join("nowhere"));
    let error = Billing::loader().environment(nowhere).load().unwrap_err();
    assert_eq!(why(&error), SecretProblem::Command(CommandFault::NotFound));
    assert!(error.problems()[0].hint().contains("install"), "{error}");
}

#[test]
fn a_backend_that_this_build_does_not_read_names_the_line_to_write() {
    let error = load("ref+keyring://customerio/app").unwrap_err();
    let ProblemKind::Reference { why, .. } = error.problems()[0].kind() else { panic!("{error}") };
    assert_eq!(*why, ReferenceProblem::NoBackend(Backend::Keyring));
    assert!(error.problems()[0].hint().contains(r#"features = ["keyring"]"#), "{error}");
}
