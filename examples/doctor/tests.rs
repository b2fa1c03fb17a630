//! The doctor program as a person or a deployment runs it: every verdict by a flag, exit codes, colour, JSON.

use serde_json::Value;
use std::process::{Command, Output};

fn doctor(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doctor"));
    command.args(arguments).env_clear();
    command.output().expect("the program was built for this test")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("it prints text")
}

/// The verdict on the credential whose subject starts so.
fn verdict(checkup: &Value, subject: &str) -> String {
    let findings = checkup["findings"].as_array().expect("a list of findings");
    let of_subject =
        |finding: &&Value| finding["subject"].as_str().is_some_and(|name| name.starts_with(subject));
    let finding = findings.iter().find(of_subject).unwrap_or_else(|| panic!("no {subject}: {checkup:#}"));
    match finding["obstacle"].as_str() {
        Some(obstacle) => format!("unreachable: {obstacle}"),
        None => finding["verdict"].as_str().expect("a verdict").to_owned(),
    }
}

#[test]
fn each_verdict_is_reached_by_a_flag() {
    const CROSS: &str = "--cross-probe";
    const PLAIN: &str = "--json";
    for (set_up, flag, subject, expected, code) in [
        ("ok", PLAIN, "site ID", "ok", 0),
        ("mistyped-pair", PLAIN, "site ID", "refused", 1),
        ("mistyped-pair", CROSS, "site ID", "refused", 1),
        ("torn-pair", PLAIN, "site ID", "refused", 1),
        ("swapped-pair", PLAIN, "site ID", "refused", 1),
        ("swapped-pair", CROSS, "site ID", "wrong_kind", 1),
        ("wrong-kind", CROSS, "site ID", "wrong_kind", 1),
        ("revoked-app-key", PLAIN, "App API key", "refused", 1),
        ("revoked-cdp-key", PLAIN, "CDP API key", "refused", 1),
        ("wrong-cdp-key", PLAIN, "CDP API key", "refused", 1),
        ("cdp-key-of-eu", PLAIN, "CDP API key", "not_loaded", 1),
        ("not-allowed", PLAIN, "App API key", "not_allowed", 1),
        ("other-region", PLAIN, "region", "other_region", 1),
        ("other-region", PLAIN, "App API key", "ok", 1),
        ("app-key-of-eu", PLAIN, "App API key", "refused", 1),
        ("app-key-of-eu", CROSS, "App API key", "other_region", 1),
        ("other-workspace", PLAIN, "workspace ID", "other_workspace", 1),
        ("other-account", PLAIN, "App API key", "other_workspace", 1),
        ("name", PLAIN, "site ID", "unreachable: name", 1),
        ("refused-connection", PLAIN, "site ID", "unreachable: refused", 1),
        ("tls", PLAIN, "site ID", "unreachable: tls", 1),
        ("proxy", PLAIN, "site ID", "unreachable: proxy", 1),
        ("timeout", PLAIN, "site ID", "unreachable: timeout", 1),
        ("interrupted", PLAIN, "site ID", "unreachable: interrupted", 1),
        ("something-else", PLAIN, "site ID", "answered_by_something_else", 1),
        ("cannot-tell", PLAIN, "site ID", "cannot_tell", 3),
        ("not-asked", PLAIN, "webhook signing key", "not_asked", 0),
        ("not-loaded", PLAIN, "site ID", "not_loaded", 1),
    ] {
        let output = doctor(&["--sandbox", set_up, "--json", flag]);
        let printed = stdout(&output);
        let checkup: Value =
            serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
        assert_eq!(verdict(&checkup, subject), expected, "{set_up} {flag}: {printed}");
        assert_eq!(output.status.code(), Some(code), "{set_up} {flag}: {printed}");
    }
}

#[test]
fn a_pipe_gets_a_plain_table_with_places() {
    let output = doctor(&["--sandbox", "mistyped-pair"]);
    let printed = stdout(&output);
    assert!(!printed.contains('\x1b'), "{printed:?}");
    assert!(printed.starts_with("`Billing` in us: 1 problem\n"), "{printed}");
    assert!(printed.contains("environment variable `CUSTOMERIO_TRACK_API_KEY`"), "{printed}");
    assert!(!printed.contains("0123456789abcdef0123"), "{printed}");
}

#[test]
fn colour_is_for_who_asks_for_it_unless_no_color_is_set() {
    let run = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doctor"));
        command.args(["--sandbox", "mistyped-pair"]).env_clear().envs(variables.iter().copied());
        stdout(&command.output().unwrap())
    };
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains("\x1b[1;31mrefused"));
    assert!(!run(&[("NO_COLOR", "1"), ("TERM", "xterm-256color")]).contains('\x1b'));
}

#[test]
fn what_is_not_an_argument_is_a_usage_error() {
    for arguments in
        [&["--sandbox", "ok", "--jsom"][..], &["--jsom"], &["--sandbox"], &["--sandbox", "nothing"]]
    {
        let output = doctor(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let help = doctor(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(stdout(&help).contains("exit codes: 0 ok, 1 a problem"));
}

#[test]
fn an_unknown_argument_is_counted_and_not_repeated() {
    for (arguments, position) in [
        (&["--app-key=0123456789abcdef0123456789abcdef"][..], "1"),
        (&["--json", "--app-key", "0123456789abcdef0123456789abcdef"], "2"),
        (&["0123456789abcdef0123456789abcdef"], "1"),
        (&["--jsno"], "1"),
    ] {
        let output = doctor(arguments);
        let printed = String::from_utf8(output.stderr).expect("it prints text");
        assert!(printed.starts_with(&format!("argument {position} is unknown\n")), "{printed}");
        assert!(!printed.contains("0123456789"), "{printed}");
        assert_eq!(output.status.code(), Some(2), "{printed}");
    }
}
