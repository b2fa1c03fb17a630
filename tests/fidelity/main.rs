//! A value arrives as it was set, byte for byte, or is refused with its place and its kind: from every source the same.

use cio_config::{AppApiKey, CioCredentials, Environment, KeyFault, LoadError, Loader, ProblemKind, Region};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[derive(CioCredentials)]
struct Mailer {
    app_key: AppApiKey,
    region: Region,
}

/// Values that some parser, somewhere, has changed.
const ARRIVE: [&str; 68] = [
    "0",
    "0123",
    "0123456789",
    "00",
    "-1",
    "+5",
    "-0",
    "1.50",
    "1.",
    ".5",
    "1e5",
    "1E400",
    "0x1f",
    "0o17",
    "0b11",
    "1_000",
    "30735084232087067523",
    "99999999999999999999999999999999",
    "inf",
    "nan",
    "NaN",
    "-inf",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "null",
    "~",
    "None_",
    "nil",
    "undefined",
    "[a]",
    "[]",
    "{}",
    "{a=1}",
    "{\"a\":1}",
    "(a)",
    "a,b",
    "a;b",
    "a|b",
    "a&b",
    "a#b",
    "#a",
    "a=b",
    "=a",
    "a:b",
    "a/b",
    "a\\b",
    "\\",
    "\\\\",
    "\\n",
    "\\u0041",
    "\\x41",
    "a\\",
    "%20",
    "%",
    "+",
    "a$b",
    "$$",
    "!a",
    "a!",
    "*a",
    "@a",
    "2026-01-02",
    "12:30:00",
    "a'b",
];

/// Whether a value is refused for what it is.
type IsExpected = fn(KeyFault) -> bool;

/// Values that no key is, with what they are refused for.
fn refused() -> Vec<(&'static str, IsExpected)> {
    let blank: IsExpected = |fault| matches!(fault, KeyFault::Blank { .. });
    let control: IsExpected = |fault| matches!(fault, KeyFault::Control { .. });
    let not_ascii: IsExpected = |fault| matches!(fault, KeyFault::NotAscii { .. });
    let placeholder: IsExpected = |fault| fault == KeyFault::Placeholder;
    let quoted: IsExpected = |fault| matches!(fault, KeyFault::Quoted { .. });
    let not_replaced: IsExpected = |fault| matches!(fault, KeyFault::NotReplaced { .. });
    let sealed: IsExpected = |fault| matches!(fault, KeyFault::Sealed { .. });
    vec![
        ("a b", blank),
        (" a", blank),
        ("a ", blank),
        ("\ta", blank),
        ("a\u{a0}", blank),
        ("a\u{200b}b", blank),
        ("a\u{2003}b", blank),
        ("a\u{1}b", control),
        ("a\u{7f}", control),
        ("sch\u{fc}ssel", not_ascii),
        ("\u{1f511}", not_ascii),
        ("changeme", placeholder),
        ("TODO", placeholder),
        ("<your key>", placeholder),
        ("<\u{2026}>", placeholder),
        ("<key>", placeholder),
        ("xxxxxxxx", placeholder),
        ("your-app-api-key-here", placeholder),
        ("${APP_KEY}", placeholder),
        ("${HOME}x", placeholder),
        ("$HOME", placeholder),
        ("{{API_KEY}}", placeholder),
        ("'a'", quoted),
        ("\"", quoted),
        ("`id`", quoted),
        ("a\u{201d}", quoted),
        ("$(id)", not_replaced),
        ("${{ secrets.CIO }}", not_replaced),
        ("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/cio)", not_replaced),
        ("encrypted:BNd3XkYmKQ==", sealed),
        ("ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]", sealed),
        ("sa_live_0123", |fault| fault == KeyFault::ServiceAccountToken),
        ("sa_sandbox_0123", |fault| fault == KeyFault::ServiceAccountToken),
    ]
}

/// A source, and how to put a value there.
type Put = fn(&TempDir, &str) -> Loader<Mailer>;

fn sources() -> Vec<(&'static str, Put)> {
    vec![
        ("environment", |_, value| with_region(Environment::empty().with("CUSTOMERIO_APP_API_KEY", value))),
        ("named file", |folder, value| {
            let path = write(folder, "named", value);
            with_region(Environment::empty().with("CUSTOMERIO_APP_API_KEY_FILE", path))
        }),
        ("named file with a line feed", |folder, value| {
            let path = write(folder, "named", &format!("{value}\n"));
            with_region(Environment::empty().with("CUSTOMERIO_APP_API_KEY_FILE", path))
        }),
        ("directory", |folder, value| {
            write(folder, "app_api_key", value);
            with_region(Environment::empty()).secrets_dir(folder.path())
        }),
        ("systemd", |folder, value| {
            write(folder, "CUSTOMERIO_APP_API_KEY", value);
            with_region(Environment::empty().with("CREDENTIALS_DIRECTORY", folder.path()))
        }),
        (".env in double quotes", |folder, value| {
            let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
            let path = write(folder, "dotenv", &format!("CUSTOMERIO_APP_API_KEY=\"{quoted}\"\n"));
            with_region(Environment::empty()).dotenv(path)
        }),
        ("TOML", |folder, value| {
            let path =
                write(folder, "cio.toml", &format!("[customerio]\napp_api_key = {}\n", toml_string(value)));
            with_region(Environment::empty()).file(path)
        }),
        ("JSON", |folder, value| {
            let text = serde_json::json!({ "customerio": { "app_api_key": value } }).to_string();
            with_region(Environment::empty()).file(write(folder, "cio.json", &text))
        }),
        ("command", |folder, value| {
            let path =
                write(folder, "printed", &format!("[customerio]\napp_api_key = {}\n", toml_string(value)));
            let path: &'static str = path.to_str().unwrap().to_owned().leak();
            with_region(Environment::empty()).command(["cat", path], cio_config::Format::Toml)
        }),
        ("a user's own figment", |_, value| {
            let figment = figment::Figment::from(("customerio.app_api_key", value.to_owned()));
            with_region(Environment::empty()).figment(figment)
        }),
    ]
}

fn with_region(environment: Environment) -> Loader<Mailer> {
    Mailer::loader().environment(environment.with("CUSTOMERIO_REGION", "eu"))
}

fn write(folder: &TempDir, name: &str, content: &str) -> std::path::PathBuf {
    let path: &Path = folder.path();
    fs::write(path.join(name), content).unwrap();
    path.join(name)
}

/// A basic string: everything that is not printable ASCII is escaped.
fn toml_string(value: &str) -> String {
    let escaped = value.chars().map(|char| match char {
        '"' | '\\' => format!("\\{char}"),
        ' '..='~' => char.to_string(),
        other => format!("\\U{:08x}", u32::from(other)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn fault_of(error: &LoadError) -> KeyFault {
    match error.problems() {
        [problem] => match problem.kind() {
            ProblemKind::Malformed { fault, .. } => *fault,
            other => panic!("{other:?}"),
        },
        _ => panic!("{error}"),
    }
}

#[test]
fn every_awkward_value_arrives_from_every_source() {
    for (source, put) in sources() {
        for value in ARRIVE {
            let folder = TempDir::new().unwrap();
            let mailer =
                put(&folder, value).load().unwrap_or_else(|error| panic!("{source}, {value}: {error}"));
            assert_eq!((mailer.app_key.expose(), mailer.region), (value, Region::Eu), "{source}");
        }
    }
}

#[test]
fn what_no_key_is_is_refused_by_kind_from_every_source() {
    for (source, put) in sources() {
        for (value, is_expected) in refused() {
            let folder = TempDir::new().unwrap();
            let error =
                put(&folder, value).load().err().unwrap_or_else(|| panic!("{source}, {value:?} was taken"));
            assert!(is_expected(fault_of(&error)), "{source}, {value:?}: {error}");
        }
    }
}

#[test]
fn an_unquoted_line_of_dotenv_is_taken_at_its_word() {
    for value in ARRIVE.iter().filter(|value| !value.starts_with(['"', '\'', '#'])) {
        let folder = TempDir::new().unwrap();
        let path = write(&folder, "dotenv", &format!("CUSTOMERIO_APP_API_KEY={value}\n"));
        let mailer = with_region(Environment::empty()).dotenv(path).load().unwrap();
        assert_eq!(mailer.app_key.expose(), *value);
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_not_text_are_refused_by_name() {
    use std::os::unix::ffi::OsStrExt;
    let value = std::ffi::OsStr::from_bytes(b"abc\xff");
    let error = with_region(Environment::empty().with("CUSTOMERIO_APP_API_KEY", value)).load().err().unwrap();
    assert_eq!(
        error.problems()[0].to_string(),
        "the App API key in environment variable `CUSTOMERIO_APP_API_KEY` is not UTF-8"
    );
}
