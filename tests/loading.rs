//! Where a value is found, and what a load says when it is not.

use cio_config::{
    AppApiKey, Backend, Blank, CdpApiKey, CioCredentials, Edge, Environment, Eu, Fault, LoadError, Origin,
    Pin, ProblemKind, Reference, ReferenceProblem, Region, Role, SiteId, TrackApiKey, Unreadable, Us,
};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[derive(CioCredentials, Debug)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: Option<AppApiKey>,
    region: Region,
}

const SITE_ID: (&str, &str) = ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77");
const TRACK_KEY: (&str, &str) = ("CUSTOMERIO_TRACK_API_KEY", "0123456789");
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");

fn complete() -> Environment {
    Environment::from([SITE_ID, TRACK_KEY, REGION])
}

fn load(environment: Environment) -> Result<Billing, LoadError> {
    Billing::loader().environment(environment).load()
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn a_key_of_digits_arrives_as_it_was_set() {
    assert_eq!(load(complete()).unwrap().track_key.expose(), "0123456789");
}

#[test]
fn awkward_values_arrive_byte_for_byte_from_every_source() {
    let folder = TempDir::new().unwrap();
    for value in [
        "\"quoted\"",
        "'single'",
        "0123",
        "+5",
        "1.50",
        "true",
        "[a]",
        "ab$cd",
        "${HOME}x",
        "30735084232087067523",
        "a#b",
        "a=b",
        "a\\nb",
        "{}",
        "null",
        "~",
        "%20",
        "1e5",
        "0x1f",
        "a,b",
        "\\",
        "a'b\"c",
    ] {
        let from_environment = load(complete().with(TRACK_KEY.0, value)).unwrap();
        assert_eq!(from_environment.track_key.expose(), value);

        let file = write(&folder, "key", value);
        let environment = Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", &file);
        assert_eq!(load(environment).unwrap().track_key.expose(), value);

        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        let dotenv = write(&folder, "dotenv", format!("{}=\"{escaped}\"\n", TRACK_KEY.0));
        let loader = Billing::loader().environment(Environment::from([SITE_ID, REGION])).dotenv(dotenv);
        assert_eq!(loader.load().unwrap().track_key.expose(), value);

        let toml = write(&folder, "cio.toml", format!("[customerio]\ntrack_api_key = \"{escaped}\"\n"));
        let loader = Billing::loader().environment(Environment::from([SITE_ID, REGION])).file(toml);
        assert_eq!(loader.load().unwrap().track_key.expose(), value);
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let environment = Environment::from([
        ("CUSTOMERIO_SITE_ID", "site:id"),
        ("CUSTOMERIO_TRACK_API_KEY", "0123456789 "),
        ("CUSTOMERIO_APP_API_KEY", "sa_live_0123"),
    ]);
    let error = load(environment).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Billing` could not be loaded\n\
         - the site ID in environment variable `CUSTOMERIO_SITE_ID` has a colon, which HTTP Basic authentication cannot \
         carry in a user name\n\
         \x20 hint: copy it from https://fly.customer.io/settings/api_credentials\n\
         - the Track API key in environment variable `CUSTOMERIO_TRACK_API_KEY` has a space at its end\n\
         \x20 hint: copy it again from https://fly.customer.io/settings/api_credentials: what the dashboard shows has none\n\
         - the App API key in environment variable `CUSTOMERIO_APP_API_KEY` is a service account token, not an API key\n\
         \x20 hint: put it in `CUSTOMERIO_SERVICE_ACCOUNT_TOKEN`, and the App API key here\n\
         - no region: environment variable `CUSTOMERIO_REGION` is not set\n\
         \x20 hint: set `CUSTOMERIO_REGION` to `us` or `eu`: the account settings name the data center"
    );
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn a_trailing_blank_is_refused_and_never_repeated() {
    let error = load(complete().with(TRACK_KEY.0, "7d1f3c9a2b ")).unwrap_err();
    let ProblemKind::Malformed { fault, .. } = error.problems()[0].kind() else { panic!("{error}") };
    assert_eq!(*fault, Fault::Blank { blank: Blank::Space, edge: Edge::End });
    assert!(!format!("{error} {error:?} {:?}", error.problems()).contains("7d1f3c"));
}

#[test]
fn an_empty_variable_is_an_answer_for_an_optional_key_too() {
    let error = load(complete().with("CUSTOMERIO_APP_API_KEY", "")).unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Malformed { fault: Fault::Empty, .. }));
}

#[test]
fn an_optional_key_is_none_where_no_source_has_it() {
    assert!(load(complete()).unwrap().app_key.is_none());
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
        "the Track API key in `/nowhere/key`, named by `CUSTOMERIO_TRACK_API_KEY_FILE`: the file does not exist"
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

#[test]
fn a_reference_is_refused_by_name_and_never_sent_as_a_key() {
    #[derive(CioCredentials, Debug)]
    #[cio(references)]
    struct Referring {
        app_key: AppApiKey,
        region: Region,
    }
    for (value, why) in [
        ("ref+vault://secret/cio#/key", ReferenceProblem::NoBackend(Backend::Vault)),
        ("ref+keyring://cio/key", ReferenceProblem::NoBackend(Backend::Keyring)),
        (
            "ref+vault://secret/cio",
            ReferenceProblem::Malformed(Reference::parse("ref+vault://secret/cio").unwrap_err()),
        ),
    ] {
        let kind = |error: LoadError| match error.problems()[0].kind() {
            ProblemKind::Reference { why, .. } => *why,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            kind(load(complete().with(TRACK_KEY.0, value)).unwrap_err()),
            ReferenceProblem::NotAskedFor
        );
        let environment = Environment::from([REGION, ("CUSTOMERIO_APP_API_KEY", value)]);
        assert_eq!(kind(Referring::loader().environment(environment).load().unwrap_err()), why);
    }
}

#[test]
fn each_struct_says_for_itself_whether_its_variables_may_hold_references() {
    #[derive(CioCredentials, Debug)]
    #[cio(workspace = "shop", references)]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
    }
    #[derive(CioCredentials, Debug)]
    #[allow(dead_code, reason = "it never loads")]
    struct Company {
        app_key: AppApiKey,
        region: Region,
        #[cio(nested)]
        shop: Shop,
    }
    let reference = "ref+vault://secret/cio#/key";
    let variables =
        [("CUSTOMERIO_APP_API_KEY", reference), ("CUSTOMERIO_SHOP_APP_API_KEY", reference), REGION];
    let error = Company::loader().environment(variables).load().unwrap_err();
    let whys = error.problems().iter().map(|problem| match problem.kind() {
        ProblemKind::Reference { why, .. } => *why,
        other => panic!("{other:?}"),
    });
    assert_eq!(
        whys.collect::<Vec<_>>(),
        [ReferenceProblem::NotAskedFor, ReferenceProblem::NoBackend(Backend::Vault)]
    );
}

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
fn a_document_that_is_no_toml_is_told_by_its_place_alone() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "cio.toml", "[customerio]\nsite_id = 5e1f9a77secret\n");
    let error = Billing::loader().environment([REGION]).file(toml).load().unwrap_err();
    let rendered = format!("{error} {:?}", error.problems());
    assert!(rendered.contains("line 2, column 1"), "{rendered}");
    assert!(!rendered.contains("5e1f9a77"), "{rendered}");
}

#[test]
fn a_number_in_a_document_is_refused_by_kind() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "cio.toml", "[customerio]\ntrack_api_key = 123456\n");
    let error = Billing::loader().environment([SITE_ID, REGION]).file(toml).load().unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::NotText { found: "integer", .. }));
    assert!(!error.to_string().contains("123456"));
}

#[test]
fn a_pin_refuses_the_other_region_and_needs_no_variable() {
    #[derive(CioCredentials)]
    struct Pinned<R> {
        app_key: AppApiKey,
        region: R,
    }
    fn load<R: Pin>(environment: Environment) -> Result<Region, LoadError> {
        Pinned::<R>::loader().environment(environment).load().map(|pinned| {
            assert_eq!(pinned.region(), Some(R::REGION));
            assert!(!pinned.app_key.expose().is_empty() && format!("{:?}", pinned.region) != "");
            R::REGION
        })
    }
    let key = Environment::from([("CUSTOMERIO_APP_API_KEY", "abc")]);
    assert_eq!(load::<Eu>(key.clone()).unwrap(), Region::Eu);
    assert_eq!(load::<Us>(key.clone().with("CUSTOMERIO_REGION", "US")).unwrap(), Region::Us);
    let error = load::<Eu>(key.with("CUSTOMERIO_REGION", "us")).unwrap_err();
    assert_eq!(
        error.problems()[0].to_string(),
        "the region in environment variable `CUSTOMERIO_REGION` is `us`, but the type pins the region to `eu`"
    );
}

#[test]
fn the_grammar_of_dotenv_is_kept_to_the_letter() {
    let folder = TempDir::new().unwrap();
    for (line, value) in [
        ("CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("  export CUSTOMERIO_TRACK_API_KEY = abc  ", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc # a comment", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc#def", "abc#def"),
        ("CUSTOMERIO_TRACK_API_KEY='a\\n$b'  # a comment", "a\\n$b"),
        ("CUSTOMERIO_TRACK_API_KEY=\"a\\\\b\\\"c\\d\"", "a\\b\"c\\d"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\r", "abc"),
        ("\u{feff}CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("# a comment\n\nCUSTOMERIO_TRACK_API_KEY=$HOME", "$HOME"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\nCUSTOMERIO_TRACK_API_KEY=abc", "abc"),
    ] {
        let path = write(&folder, ".env", format!("{line}\n"));
        let loader = Billing::loader().environment([SITE_ID, REGION]).dotenv(path);
        assert_eq!(loader.load().unwrap().track_key.expose(), value, "{line:?}");
    }
}

#[test]
fn a_line_of_dotenv_that_is_wrong_is_told_by_line_and_column() {
    let folder = TempDir::new().unwrap();
    for (text, line, column) in [
        ("A=1\nB", 2, 2),
        ("A=1\n\n  B='x", 3, 5),
        ("A=\"x\" y", 1, 7),
        ("A=1\nA=2", 2, 1),
        ("A=1\n\n  export A=2", 3, 10),
        ("=1", 1, 1),
        ("export", 1, 7),
        ("export ", 1, 8),
        ("export # A=1", 1, 8),
    ] {
        let path = write(&folder, ".env", text);
        let error = Billing::loader().environment(Environment::empty()).dotenv(path).load().unwrap_err();
        let place = error.problems().iter().find_map(|problem| match problem.kind() {
            ProblemKind::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        });
        assert_eq!(place, Some((line, column)), "{text:?}");
    }
}

#[test]
fn a_file_in_utf_16_is_one_problem_however_many_lines_it_has() {
    let folder = TempDir::new().unwrap();
    let text = "CUSTOMERIO_TRACK_API_KEY=0123456789\r\nCUSTOMERIO_APP_API_KEY=0123456789\r\n";
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let content = [b"\xFF\xFE".to_vec(), utf_16].concat();
    for name in [".env", "cio.toml", "key"] {
        let path = write(&folder, name, &content);
        let loader = Billing::loader().environment([SITE_ID, REGION]);
        let loader = match name {
            ".env" => loader.dotenv(path),
            "cio.toml" => loader.file(path),
            _ => loader.environment(
                Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", path),
            ),
        };
        let error = loader.load().unwrap_err();
        let text = error.to_string();
        assert_eq!(text.matches("UTF-8").count(), if name == "key" { 2 } else { 1 }, "{text}");
        assert!(error.problems().len() <= 2, "the file, and what it does not say: {text}");
    }
}

#[test]
fn a_broken_file_that_nobody_needs_to_ask_is_not_read() {
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
