//! Documents: TOML and JSON files, what a command prints, and a program's own `Figment`, with their profiles.

use cio_config::{
    AppApiKey, CioCredentials, CommandFault, DocumentFault, Environment, Fault, Format, LoadError, Loader,
    Origin, Problem, ProblemKind, Region, SiteId, TrackApiKey, Unreadable,
};
use figment::providers::Serialized;
use figment::value::{Dict, Map};
use figment::{Figment, Metadata, Profile, Provider};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

#[derive(CioCredentials, Debug)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn loader() -> Loader<Billing> {
    Billing::loader().environment([("CUSTOMERIO_REGION", "eu")])
}

fn key(loader: Loader<Billing>) -> String {
    match loader.load() {
        Ok(billing) => billing.app_key.expose().to_owned(),
        Err(error) => panic!("{error}"),
    }
}

fn kinds(error: &LoadError) -> Vec<&ProblemKind> {
    error.problems().iter().map(Problem::kind).collect()
}

/// What is wrong with the documents of a loader whose other fields are all there.
fn fault_of(loader: Loader<Billing>) -> ProblemKind {
    let error = loader.load().unwrap_err();
    let mut kinds = kinds(&error).into_iter();
    kinds.rfind(|kind| **kind != ProblemKind::Missing).expect("something is wrong").clone()
}

const AWKWARD: [&str; 24] = [
    "\"quoted\"",
    "'single'",
    "0123",
    "+5",
    "1.50",
    "true",
    "null",
    "[a]",
    "{a}",
    "ab$cd",
    "${HOME}x",
    "30735084232087067523",
    "a#b",
    "a=b",
    "a\\nb",
    "\\u0041",
    "\\",
    "\\\\",
    "a'b\"c",
    "'''",
    "\"\"\"x",
    "1979-05-27",
    "0x1f",
    "a,b:c;d",
];

/// Every character as an escape that both formats know.
fn all_escaped(value: &str) -> String {
    value.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect()
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

#[test]
fn awkward_values_arrive_byte_for_byte_however_they_are_written() {
    let folder = TempDir::new().unwrap();
    for value in AWKWARD {
        let basic = [format!("\"{}\"", escaped(value)), format!("\"{}\"", all_escaped(value))];
        let mut in_toml = basic.to_vec();
        in_toml.push(format!("\"\"\"{}\"\"\"", escaped(value)));
        in_toml.push(format!("\"\"\"\n{}\\\n   \"\"\"", escaped(value)));
        if !value.contains('\'') {
            in_toml.push(format!("'{value}'"));
            in_toml.push(format!("'''\n{value}'''"));
        }
        for text in in_toml {
            for document in [
                format!("[customerio]\napp_api_key = {text} # a comment\n"),
                format!("customerio.app_api_key={text}"),
                format!("customerio = {{ app_api_key = {text} }}\r\n"),
                format!("\u{feff}[ customerio ]\n'app_api_key' = {text}"),
            ] {
                let path = write(&folder, "cio.toml", &document);
                assert_eq!(key(loader().file(&path)), value, "{document}");
            }
        }
        for text in basic {
            for document in [
                format!("{{\"customerio\": {{\"app_api_key\": {text}}}}}"),
                format!(
                    "\u{feff} \n{{\"x\":[{{}}],\"customer\\u0069o\":{{\"app_api_key\":{text},\"y\":1e5}}}}\n"
                ),
            ] {
                let path = write(&folder, "cio.JSON", &document);
                assert_eq!(key(loader().file(&path)), value, "{document}");
            }
        }
        let figment = Figment::from(Serialized::default("customerio.app_api_key", value));
        assert_eq!(key(loader().figment(figment)), value);
    }
}

#[test]
fn what_no_header_can_carry_is_refused_as_it_is_from_any_source() {
    let folder = TempDir::new().unwrap();
    for (text, fault) in [
        (r#""""#, "is empty"),
        (r#""abc ""#, "has a space at its end"),
        (r#""abc\n""#, "has a line feed at its end"),
        (r#""a\u0000b""#, "has a control character (U+0000) inside"),
        (r#""a\u00e9""#, "has a character that is not ASCII at its end"),
        (r#""\uFEFFabc""#, "has a byte order mark at its start"),
    ] {
        let toml = write(&folder, "cio.toml", format!("[customerio]\napp_api_key = {text}\n"));
        let json = write(&folder, "cio.json", format!("{{\"customerio\":{{\"app_api_key\":{text}}}}}"));
        for path in [toml, json] {
            let error = loader().file(path).load().unwrap_err();
            assert!(error.problems()[0].to_string().ends_with(fault), "{error}");
        }
    }
}

#[derive(CioCredentials)]
struct Tuned {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    retries: u16,
    #[cio(setting)]
    factor: f64,
    #[cio(setting)]
    started: String,
    #[cio(setting)]
    label: Option<String>,
    #[cio(setting)]
    backoff: Backoff,
    #[cio(setting)]
    hosts: Vec<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Backoff {
    region: String,
    steps: Vec<i64>,
    deep: Option<Box<Backoff>>,
}

#[test]
fn settings_keep_the_type_they_have_in_the_document() {
    let folder = TempDir::new().unwrap();
    let toml = "[customerio]\napp_api_key = 'abc'\nregion = 'eu'\nretries = 0x10\nfactor = 1.5\n\
                started = 1979-05-27T07:32:00Z\nlabel = \"a\\u0062\"\nhosts = ['a', \"\"\"\nb\"\"\"]\n\
                [customerio.backoff]\nregion = 'near'\nsteps = [1, -2_0]\n\
                deep = { region = \"far\", steps = [] }\n";
    let json = r#"{"customerio": {"app_api_key": "abc", "region": "eu", "retries": 16, "factor": 1.5,
                "started": "1979-05-27T07:32:00Z", "label": "a\u0062", "hosts": ["a", "b"],
                "backoff": {"region": "near", "steps": [1, -20], "deep": {"region": "far", "steps": [], "deep": null}}}}"#;
    for path in [write(&folder, "a.toml", toml), write(&folder, "a.json", json)] {
        let tuned = Tuned::loader().environment(Environment::empty()).file(path).load().unwrap();
        assert_eq!((tuned.app_key.expose(), tuned.region), ("abc", Region::Eu));
        assert_eq!((tuned.retries, tuned.factor, tuned.label.as_deref()), (16, 1.5, Some("ab")));
        assert_eq!(
            (tuned.started.as_str(), &*tuned.hosts),
            ("1979-05-27T07:32:00Z", &["a".into(), "b".into()][..])
        );
        let deep = Some(Box::new(Backoff { region: "far".into(), steps: vec![], deep: None }));
        assert_eq!(tuned.backoff, Backoff { region: "near".into(), steps: vec![1, -20], deep });
    }
}

#[test]
fn a_setting_keeps_what_is_no_text_also_at_a_key_called_like_a_credential() {
    #[derive(Deserialize, Debug, PartialEq)]
    struct Ledger {
        workspace_id: u32,
        region: Option<Vec<u8>>,
        site_id: Option<BTreeMap<String, bool>>,
    }
    #[derive(CioCredentials)]
    struct Accounting {
        #[cio(setting)]
        ledger: Ledger,
    }
    let folder = TempDir::new().unwrap();
    let toml = "[customerio.ledger]\nworkspace_id = 7\nregion = [1]\nsite_id = { a = true }\n";
    let json = r#"{"customerio": {"ledger": {"workspace_id": 7, "region": null}}}"#;
    let first = Ledger { workspace_id: 7, region: Some(vec![1]), site_id: Some([("a".into(), true)].into()) };
    let second = Ledger { workspace_id: 7, region: None, site_id: None };
    for (path, ledger) in [(write(&folder, "a.toml", toml), first), (write(&folder, "a.json", json), second)]
    {
        let accounting = Accounting::loader().environment(Environment::empty()).file(path).load().unwrap();
        assert_eq!(accounting.ledger, ledger);
    }
}

/// What a setting `x` is in a TOML or JSON document.
fn setting_x<T: serde::de::DeserializeOwned>(folder: &TempDir, name: &str, value: &str) -> Option<T> {
    #[derive(CioCredentials)]
    struct Holder<T: serde::de::DeserializeOwned> {
        #[cio(setting)]
        x: T,
    }
    let text = match name {
        "a.toml" => format!("[customerio]\nx = {value}\n"),
        _ => format!(r#"{{"customerio": {{"x": {value}}}}}"#),
    };
    let loader = Holder::<T>::loader().environment(Environment::empty()).file(write(folder, name, text));
    loader.load().ok().map(|holder| holder.x)
}

#[test]
fn a_number_of_a_document_is_read_in_every_width_and_refused_where_it_does_not_fit() {
    #[derive(Deserialize, Debug, PartialEq)]
    enum Budget {
        Cents(u128),
    }
    let folder = TempDir::new().unwrap();
    for name in ["a.toml", "a.json"] {
        for number in [0, 7, u128::from(u64::MAX) + 1, u128::MAX] {
            assert_eq!(setting_x(&folder, name, &number.to_string()), Some(number));
            assert_eq!(setting_x(&folder, name, &format!("[{number}]")), Some(vec![number]));
        }
        for number in [-1, i128::from(i64::MIN) - 1, i128::MIN, i128::MAX] {
            assert_eq!(setting_x(&folder, name, &number.to_string()), Some(number));
        }
        assert_eq!(setting_x::<u128>(&folder, name, "-1"), None);
        assert_eq!(setting_x::<i128>(&folder, name, &u128::MAX.to_string()), None);
        assert_eq!(setting_x::<u64>(&folder, name, &u128::MAX.to_string()), None);
        assert_eq!(setting_x(&folder, name, "1.5e3"), Some(1500.0));
        assert_eq!(setting_x::<f64>(&folder, name, "1e400"), None);
        assert_eq!(setting_x(&folder, name, "[1, true]"), Some((1, true)));
        assert_eq!(setting_x::<(u8, bool)>(&folder, name, "[1, true, 2]"), None);
    }
    assert_eq!(setting_x(&folder, "a.toml", "{ Cents = 5 }"), Some(Budget::Cents(5)));
    assert_eq!(setting_x(&folder, "a.toml", "-inf"), Some(f64::NEG_INFINITY));
}

#[test]
fn a_number_where_a_credential_belongs_is_told_by_kind_and_line() {
    let folder = TempDir::new().unwrap();
    for (name, text, found) in [
        ("a.toml", "[customerio]\napp_api_key = 123456\n", "integer"),
        ("a.toml", "[customerio]\napp_api_key = 1979-05-27\n", "datetime"),
        ("a.toml", "[customerio]\napp_api_key = ['abc']\n", "array"),
        ("a.toml", "[customerio]\napp_api_key.x = 'abc'\n", "table"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": 123456}}", "number"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": true}}", "boolean"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": null}}", "null"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": {\"x\": \"abc\"}}}", "table"),
    ] {
        let path = write(&folder, name, text);
        let origin =
            Origin::Document { path: path.clone(), key: "customerio.app_api_key".into(), line: Some(2) };
        assert_eq!(fault_of(loader().file(path)), ProblemKind::NotText { origin, found }, "{text}");
    }
}

#[test]
fn a_mistake_is_told_by_line_and_column() {
    let folder = TempDir::new().unwrap();
    for (name, text, at, expected) in [
        ("a.toml", "[customerio]\napp_api_key = abc\n", (2, 15), "TOML"),
        ("a.toml", "\u{feff}[customerio", (1, 12), "TOML"),
        ("a.toml", "[customerio]\nx = 'a'\r\n'app_api_key' = \"a\\qb\"\n", (3, 20), "TOML"),
        ("a.toml", "[customerio]\nx = 1979-99-99\n", (2, 5), "a date or a time"),
        ("a.toml", "[customerio]\nx = 'a'\nx = 'b'\n", (3, 1), "each key and each table once"),
        ("a.toml", "[customerio]\n[customerio]\n", (2, 2), "each key and each table once"),
        ("a.json", "{\"customerio\": {\n \"app_api_key\": abc}}", (2, 17), "JSON"),
        ("a.json", "{\"customerio\": {\n}", (2, 1), "JSON"),
        ("a.json", "{} {}", (1, 4), "JSON"),
        ("a.json", "\u{feff}\n [\"abc\"]", (2, 2), "an object"),
        ("a.json", "\"abcdef\"", (1, 1), "an object"),
        ("a.json", "{\"customerio\": {\"x\": \"a\",\n\"x\": \"a\"}}", (2, 6), "each key once"),
        ("a.json", "{\"customerio\": {}, \"customerio\": {}}", (1, 34), "each key once"),
    ] {
        let path = write(&folder, name, text);
        let fault = ProblemKind::Syntax { path: path.clone(), line: at.0, column: at.1, expected };
        assert_eq!(fault_of(loader().file(path)), fault, "{text}");
    }
    let path = write(&folder, "a.toml", b"[customerio]\nx = '\xff'\n");
    assert!(matches!(
        fault_of(loader().file(path)),
        ProblemKind::Syntax { line: 2, column: 6, expected: "UTF-8", .. }
    ));
    let path = write(&folder, "a.json", r#"{"customerio":{"app_api_key":"ab\ud83d"}}"#);
    assert!(matches!(fault_of(loader().file(path)), ProblemKind::Syntax { line: 1, column: 33, .. }));
    let nested = format!("{{\"customerio\":{{\"x\":{}{}}}}}", "[".repeat(100_000), "]".repeat(100_000));
    let path = write(&folder, "a.json", nested);
    assert!(matches!(fault_of(loader().file(path)), ProblemKind::Syntax { line: 1, column: 99, .. }));
}

#[test]
fn a_table_that_is_none_is_told_by_kind() {
    let folder = TempDir::new().unwrap();
    for (name, text, found) in
        [("a.toml", "customerio = 'abc'\n", "string"), ("a.json", "{\"customerio\": [\"abc\"]}", "array")]
    {
        let path = write(&folder, name, text);
        let origin = Origin::Document { path: path.clone(), key: "customerio".into(), line: Some(1) };
        let fault = DocumentFault::NotTable { found };
        assert_eq!(fault_of(loader().file(path)), ProblemKind::Document { origin, fault });
    }
}

#[test]
fn a_file_of_another_format_is_told_so_even_if_it_may_be_missing() {
    for path in ["/nowhere/cio.yaml", "/nowhere/cio", "/nowhere/toml", "/nowhere/.json"] {
        for loader in [loader().file(path), loader().optional_file(path)] {
            let fault = fault_of(loader);
            let reason = Unreadable::UnknownFormat;
            assert_eq!(fault, ProblemKind::Unreadable { path: path.into(), variable: None, reason });
        }
    }
}

const PROFILES: &str = "[customerio]\napp_api_key = 'base'\nregion = 'us'\n\
                        [staging.customerio]\napp_api_key = 'staging'\n\
                        [other.customerio]\napp_api_key = 5\nregion = []\n";

fn load(profile: &str, text: &str) -> Result<Billing, LoadError> {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "cio.toml", text);
    Billing::loader().environment([("CUSTOMERIO_PROFILE", profile)]).file(path).load()
}

#[test]
fn a_profile_lies_over_the_base() {
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
        let [ProblemKind::Document { origin, fault: DocumentFault::NoProfile { documents } }] =
            kinds(&error)[..]
        else {
            panic!("{profile}: {error}")
        };
        assert_eq!(*origin, Origin::Variable { name: "CUSTOMERIO_PROFILE".into() });
        assert!(documents[0].ends_with("cio.toml`"), "{documents:?}");
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
fn a_profile_of_any_document_lies_over_the_base_of_all() {
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
fn every_place_in_a_document_is_told_in_the_order_of_asking() {
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
fn a_command_prints_a_document() {
    let folder = TempDir::new().unwrap();
    let json = write(&folder, "cio", r#"{"customerio": {"app_api_key": "abc$HOME"}}"#);
    let loader = loader().command([PathBuf::from("cat"), json], Format::Json);
    let (billing, report) = loader.load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "abc$HOME");
    let origin =
        Origin::Output { program: "cat".into(), key: "customerio.app_api_key".into(), line: Some(1) };
    assert_eq!(report.fields()[0].origin(), Some(&origin));
    assert_eq!(origin.to_string(), "`customerio.app_api_key` in the output of `cat`, line 1");
}

#[test]
fn a_command_is_not_run_for_what_is_found_before() {
    let folder = TempDir::new().unwrap();
    let witness = folder.path().join("ran");
    let environment = [("CUSTOMERIO_REGION", "eu"), ("CUSTOMERIO_APP_API_KEY", "abc")];
    let loader = Billing::loader().environment(environment);
    let argv = [std::ffi::OsString::from("touch"), witness.clone().into()];
    assert_eq!(key(loader.command(argv, Format::Toml)), "abc");
    assert!(!witness.exists());
}

#[test]
fn a_command_that_prints_no_document_is_told_by_its_program() {
    let folder = TempDir::new().unwrap();
    let script = |text: &str| {
        let path = write(&folder, &text.len().to_string(), text);
        loader().command(["sh".into(), path.into_os_string()], Format::Toml)
    };
    for (loader, fault) in [
        (loader().command(["cio-no-such-program"], Format::Toml), CommandFault::NotFound),
        (loader().command(Vec::<String>::new(), Format::Toml), CommandFault::NotFound),
        (script("echo '[customerio]'; exit 3"), CommandFault::Failed(Some(3))),
        (script("kill -9 $$"), CommandFault::Failed(None)),
        (script("head -c 1048577 /dev/zero"), CommandFault::TooMuch),
        (
            script("echo '[customerio]'; echo 'app_api_key = abcdef'; echo 'abcdef' >&2"),
            CommandFault::Syntax { line: 2, column: 15, expected: "TOML" },
        ),
    ] {
        let error = loader.load().unwrap_err();
        let Some(ProblemKind::Command { fault: found, .. }) = kinds(&error).pop() else { panic!("{error}") };
        assert_eq!(*found, fault);
        assert!(!error.to_string().contains("abcdef"), "{error}");
    }
    let large =
        script("echo '[customerio]'; echo \"app_api_key = 'abc'\"; head -c 1000000 /dev/zero | tr '\\0' '#'");
    assert_eq!(key(large), "abc");
}

#[test]
fn a_command_that_does_not_end_is_ended() {
    let start = Instant::now();
    let fault = fault_of(loader().command(["sleep", "60"], Format::Toml));
    assert_eq!(fault, ProblemKind::Command { program: "sleep".into(), fault: CommandFault::TimedOut });
    assert!(start.elapsed() < Duration::from_secs(20));
}

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
fn a_number_in_a_figment_is_no_handle_of_another_document() {
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
fn a_provider_that_fails_is_told_without_what_it_said() {
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
    let Some(ProblemKind::Document { fault: DocumentFault::Provider, .. }) = kinds(&error).pop() else {
        panic!("{error}")
    };
    assert!(error.to_string().contains("from the failing one"), "{error}");
    assert!(!format!("{error} {:?}", error.problems()).contains("123456"), "{error}");
}

#[test]
fn a_loader_shows_places_and_no_values() {
    let figment = Figment::from(Serialized::default("customerio.app_api_key", "123456abcdef"));
    let loader = loader().figment(figment).command(["echo", "123456abcdef"], Format::Json).file("a.toml");
    let said = format!("{loader:?} {loader:#?}");
    assert!(said.contains("the output of `echo`") && said.contains("`a.toml`"), "{said}");
    assert!(!said.contains("123456"), "{said}");
}

#[test]
fn an_empty_credential_in_a_document_is_an_answer() {
    let folder = TempDir::new().unwrap();
    let first = write(&folder, "a.toml", "[customerio]\napp_api_key = ''\n");
    let second = write(&folder, "b.toml", "[customerio]\napp_api_key = 'abc'\n");
    let fault = fault_of(loader().file(first).file(second));
    assert!(matches!(fault, ProblemKind::Malformed { fault: Fault::Empty, .. }));
}
