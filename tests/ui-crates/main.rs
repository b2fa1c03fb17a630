//! Small crates that must compile without a warning, or must not and say why: what needs files beside it, other features,
//! another edition or another name.
//!
//! Where a crate has an `expected.stderr`, that is what the compiler says of it; where it has none, the compiler says
//! nothing. Bless with `UI_CRATES=overwrite cargo test -p cio-tests --test ui_crates`, then read the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui-crates")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(crates()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().join("Cargo.toml").is_file());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The compiler's output for a crate, errors and warnings in their order, without the paths of this machine.
fn diagnostics(folder: &Path, cargo: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(cargo)
        .args(["--quiet", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui-crates"))
        .output()
        .unwrap();
    let crate_name = folder.file_name().unwrap().to_str().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let messages = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let said: String = messages
        .filter(|message| {
            let target = message["target"]["name"].as_str().unwrap_or_default();
            // An error about a missing feature is in our crate, which is compiled before the user's.
            let refused = target.starts_with("cio_") && message["message"]["level"] == "error";
            message["reason"] == "compiler-message" && (refused || target == crate_name.replace('-', "_"))
        })
        .filter(|message| !message["message"]["spans"].as_array().unwrap().is_empty())
        .map(|message| message["message"]["rendered"].as_str().unwrap().to_owned())
        .collect();
    assert!(output.status.success() || !said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_str().unwrap();
    without_line_numbers(&said.replace(workspace, "$WORKSPACE"))
}

/// Lines of our sources move with every edit, and do not help a reader.
fn without_line_numbers(said: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in said.lines() {
        if let Some((place, _)) = line.split_once(".rs:").filter(|_| line.contains("--> ")) {
            inside = place.contains("$WORKSPACE");
            kept += if inside { place } else { line };
            kept += if inside { ".rs\n" } else { "\n" };
            continue;
        }
        let number = line
            .trim_start()
            .split_once(" |")
            .map(|(number, _)| number)
            .filter(|number| number.parse::<u32>().is_ok());
        match number.filter(|_| inside) {
            Some(number) => kept += &line.replacen(number, &" ".repeat(number.len()), 1),
            None => kept += line,
        }
        kept += "\n";
    }
    kept
}

#[test]
fn the_compiler_says_of_every_crate_what_is_expected() {
    let bless = std::env::var_os("UI_CRATES").is_some_and(|value| value == "overwrite");
    let mut wrong = Vec::new();
    for name in names() {
        let folder = crates().join(&name);
        let said = diagnostics(&folder, &["check", "--package", &name]);
        let expected = folder.join("expected.stderr");
        let should = fs::read_to_string(&expected).unwrap_or_default();
        if said == should {
            continue;
        }
        if bless && !name.starts_with("compiles-") {
            fs::write(expected, said).unwrap();
        } else {
            wrong.push(format!("=== {name}: expected\n{should}=== {name}: found\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn generated_code_survives_the_strictest_lints() {
    for name in names().iter().filter(|name| name.starts_with("compiles-without")) {
        assert_eq!(diagnostics(&crates().join(name), &["clippy", "--package", name]), "", "{name}");
    }
}

#[test]
fn an_example_that_changes_is_read_again() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-that-changes");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("cio-config");
    let manifest = format!(
        "[package]\nname = \"example-that-changes\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         cio-config = {{ path = {config:?}, default-features = false }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(crates().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::copy(crates().join("example-name-missing/src/lib.rs"), folder.join("src/lib.rs")).unwrap();
    let example = folder.join(".env.example");
    fs::write(&example, "CUSTOMERIO_APP_API_KEY=\nCUSTOMERIO_REGION=\n").unwrap();
    assert_eq!(diagnostics(&folder, &["check"]), "");
    fs::write(&example, "CUSTOMERIO_REGION=\n").unwrap();
    assert!(diagnostics(&folder, &["check"]).contains("`app_key` has no line"));
}
