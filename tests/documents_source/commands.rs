//! Documents that a command prints.

use crate::{Billing, fault_of, key, kinds, loader, write};
use cio_config::{CioCredentials, CommandFault, Format, Origin, ProblemKind};
use figment::Figment;
use figment::providers::Serialized;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

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
fn a_command_that_prints_no_document_is_reported_with_its_program() {
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
            CommandFault::Syntax {
                line: 2,
                column: 15,
                expected: "quotes around the value: they are missing",
            },
        ),
    ] {
        let error = loader.load().unwrap_err();
        let Some(ProblemKind::Command { fault: found, .. }) = kinds(&error).first().copied() else {
            panic!("{error}")
        };
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
fn a_loader_shows_places_and_no_values() {
    let figment = Figment::from(Serialized::default("customerio.app_api_key", "123456abcdef"));
    let loader = loader().figment(figment).command(["echo", "123456abcdef"], Format::Json).file("a.toml");
    let said = format!("{loader:?} {loader:#?}");
    assert!(said.contains("the output of `echo`") && said.contains("`a.toml`"), "{said}");
    assert!(!said.contains("123456"), "{said}");
}
