//! The cause of a failed load comes first, and a source is blamed only if a load needed it.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY};
use cio_config::{
    AppApiKey, CioCredentials, Environment, LoadError, Loader, Note, Problem, ProblemKind, Region,
};
use std::fs;
use std::path::Path;

/// Where the only source beside the variables is broken, and how the first problem begins.
type Broken = (&'static str, fn(Loader<Billing>, &Path) -> Loader<Billing>, &'static str);

const BROKEN: [Broken; 8] = [
    ("an absent TOML file", |loader, folder| loader.file(folder.join("absent.toml")), "does not exist"),
    ("an absent JSON file", |loader, folder| loader.file(folder.join("absent.json")), "does not exist"),
    ("an absent .env", |loader, folder| loader.dotenv(folder.join("absent.env")), "does not exist"),
    ("an absent directory", |loader, folder| loader.secrets_dir(folder.join("absent")), "does not exist"),
    (
        "a file for a directory",
        |loader, folder| loader.secrets_dir(folder.join("plain")),
        "is not a directory",
    ),
    ("a directory for a file", |loader, folder| loader.file(folder.join("folder.toml")), "is a directory"),
    ("a syntax error", |loader, folder| loader.file(folder.join("broken.toml")), "line 2, column 15"),
    (
        "a command that fails",
        |loader, _| loader.command(["cio-no-such-program"], cio_config::Format::Toml),
        "was not found",
    ),
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plain"), "").unwrap();
    fs::create_dir(folder.path().join("folder.toml")).unwrap();
    fs::write(folder.path().join("broken.toml"), "[customerio]\napp_api_key = 0123456789\n").unwrap();
    folder
}

fn lines_of(error: &LoadError) -> Vec<String> {
    error.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn a_source_that_cannot_be_read_is_one_problem_with_the_fields_it_is_needed_for() {
    let folder = folder();
    for (name, add, what) in BROKEN {
        let loader = add(Billing::loader().environment([SITE_ID, TRACK_KEY]), folder.path());
        let error = loader.load().unwrap_err();
        let lines = lines_of(&error);
        assert!(lines[1].starts_with("- ") && lines[1].contains(what), "{name}: {error}");
        assert!(lines[2].starts_with("  hint: "), "{name}: {error}");
        let needed = "  needed for: App API key (`CUSTOMERIO_APP_API_KEY`), region (`CUSTOMERIO_REGION`)";
        assert_eq!(lines[3], needed, "{name}");
        assert_eq!(lines.len(), 4, "{name}: a field is not listed a second time: {error}");
        assert_eq!(error.problems()[0].role(), None, "{name}: {error}");
        let missing = |problem: &&Problem| *problem.kind() == ProblemKind::Missing;
        assert_eq!(error.problems().iter().filter(missing).count(), 2, "{name}: {error}");
    }
}

#[test]
fn a_source_that_load_would_not_ask_is_a_note() {
    let folder = folder();
    for (name, add, what) in BROKEN {
        let complete =
            || add(Billing::loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]), folder.path());
        assert!(complete().load().is_ok(), "{name}");
        let (_, report) = complete().load_with_report().unwrap_or_else(|error| panic!("{name}: {error}"));
        let [Note::Unneeded { problem }] = report.notes() else { panic!("{name}: {report}") };
        assert!(problem.to_string().contains(what), "{name}: {report}");
        assert!(complete().explain().problems().is_empty(), "{name}");
    }
}

#[test]
fn a_source_that_only_an_optional_field_needs_says_so() {
    #[derive(CioCredentials)]
    struct Optional {
        app_key: Option<AppApiKey>,
        #[cio(default = "us")]
        region: Region,
        #[cio(setting, default = "3")]
        retries: u32,
    }
    for (variables, needed) in [
        (
            &[][..],
            "App API key (`CUSTOMERIO_APP_API_KEY`, optional), region (`CUSTOMERIO_REGION`, optional), retries (`CUSTOMERIO_RETRIES`, optional)",
        ),
        (&[APP_KEY], "region (`CUSTOMERIO_REGION`, optional), retries (`CUSTOMERIO_RETRIES`, optional)"),
        (&[APP_KEY, REGION], "retries (`CUSTOMERIO_RETRIES`, optional)"),
    ] {
        let loader = || Optional::loader().environment(variables.iter().copied().collect::<Environment>());
        let error = loader().file("/nowhere/cio.toml").load().err().unwrap();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.to_string(), "`/nowhere/cio.toml` does not exist");
        assert_eq!(lines_of(&error)[3], format!("  needed for: {needed}"));
        let optional = loader().optional_file("/nowhere/cio.toml").load().unwrap();
        assert_eq!((optional.app_key.is_some(), optional.retries), (!variables.is_empty(), 3));
        assert_eq!(optional.region, if variables.len() > 1 { Region::Eu } else { Region::Us });
    }
}

#[test]
fn a_file_of_the_struct_may_be_optional() {
    #[derive(CioCredentials)]
    #[cio(optional_file = "/nowhere/cio.toml")]
    struct Named {
        app_key: AppApiKey,
        #[cio(default = "us")]
        region: Region,
    }
    let named = Named::loader().environment([APP_KEY]).load().unwrap();
    assert_eq!((named.app_key.expose(), named.region), ("app", Region::Us));
    let error = Named::loader().environment(Environment::empty()).load().err().unwrap();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(*problem.kind(), ProblemKind::Missing, "an absent optional file is not a problem: {error}");
}

#[test]
fn a_missing_key_mentions_the_dotenv_that_was_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".env");
    let loader =
        || Loader::<Billing>::empty().environment([SITE_ID, TRACK_KEY, REGION]).optional_dotenv(&path);
    let error = loader().load().unwrap_err();
    assert_eq!(error.notes(), [Note::NoDotenv { path: path.clone() }]);
    assert!(
        error.to_string().ends_with(&format!("\n- note: `{}` does not exist", path.display())),
        "{error}"
    );
    fs::write(&path, "OTHER=1\n").unwrap();
    assert!(loader().load().unwrap_err().notes().is_empty(), "it was read");
    let (_, report) = loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]).load_with_report().unwrap();
    assert!(report.notes().is_empty(), "no key is missing: {report}");
}
