//! What the check reports, and how a run with `WRITE_TEMPLATE` writes the file.

use crate::Company;
use cio_config::{CioCredentials, TemplateFormat};
use std::process::{Command, Output};
use std::{env, fs};

const FORMATS: [TemplateFormat; 4] =
    [TemplateFormat::Env, TemplateFormat::Toml, TemplateFormat::Markdown, TemplateFormat::JsonSchema];

/// Secret enough to be looked for.
const SECRET: &str = "5ecre7c0ffee5ecre7c0ffee";

#[test]
fn a_file_that_is_the_template_passes_however_its_lines_end() {
    for format in FORMATS {
        let text = Company::template().text(format);
        Company::template().check(format, &text).unwrap();
        Company::template().check(format, &text.replace('\n', "\r\n")).unwrap();
    }
    let table = Company::template().markdown();
    let readme = format!("# Billing\n\n{table}\n## Next\n\n| a | b |\n|---|---|\n");
    Company::template().check(TemplateFormat::Markdown, &readme).unwrap();
}

#[test]
fn the_message_has_the_lines_and_the_command() {
    let text = Company::template().env();
    let stale = text.replace("CUSTOMERIO_RETRIES=3\n", "CUSTOMERIO_RETRY=4\n");
    let error = Company::template().check(TemplateFormat::Env, &stale).unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "the file is not the template of `Company`\n\
         - CUSTOMERIO_RETRY=…\n\
         + CUSTOMERIO_RETRIES=3\n\
         hint: write it with `WRITE_TEMPLATE=.env.example cargo test --package cio-tests \
         written::the_message_has_the_lines_and_the_command`, with the path of the file that is included"
    );
}

#[test]
fn a_key_in_a_committed_file_is_not_printed() {
    for format in FORMATS {
        for line in [
            "CUSTOMERIO_APP_API_KEY={}",
            "# app_api_key = \"{}\"",
            "{}",
            "| `KEY` | {} |",
            "\"a\": \"{}\",",
            "\"\"\"{}\"\"\"",
        ] {
            let stale = Company::template().text(format) + &line.replace("{}", SECRET) + "\n";
            if let Err(error) = Company::template().check(format, &stale) {
                assert!(!format!("{error}{error:?}").contains(SECRET), "{format:?}, {line}: {error}");
            }
        }
    }
}

#[test]
fn a_file_without_the_table_lacks_all_of_it() {
    let error = Company::template().check(TemplateFormat::Markdown, "# Billing\n").unwrap_err();
    let table = Company::template().markdown();
    assert_eq!(error.to_string().matches("\n+ |").count(), table.lines().count(), "{error}");
}

/// Runs the test below in a process of its own, with the file to check and the variable.
fn run(path: &str, write: &str) -> Output {
    let run = Command::new(env::current_exe().unwrap())
        .args(["--exact", "written::checks_the_file_that_it_is_given", "--include-ignored"])
        .envs([("CHECKED_FILE", path), ("WRITE_TEMPLATE", write)])
        .output();
    run.unwrap()
}

#[test]
#[ignore = "run by the tests below"]
fn checks_the_file_that_it_is_given() {
    let path = env::var("CHECKED_FILE").unwrap();
    let format = if path.ends_with(".md") { TemplateFormat::Markdown } else { TemplateFormat::Toml };
    Company::template().check(format, &fs::read_to_string(path).unwrap()).unwrap();
}

#[test]
fn the_command_writes_the_file_and_leaves_what_is_around_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (toml, readme, empty, other) = (path("a.toml"), path("a.md"), path("b.md"), path("other.toml"));
    let table = Company::template().markdown();
    fs::write(&toml, "# old\n").unwrap();
    fs::write(&readme, format!("# A\n\n{}\n## B\n", table.replacen("yes", "no", 1))).unwrap();
    fs::write(&empty, "# A\n").unwrap();
    fs::write(&other, "[database]\n").unwrap();
    for file in [&toml, &readme, &empty] {
        assert!(run(file, file).status.success());
    }
    assert_eq!(fs::read_to_string(&toml).unwrap(), Company::template().toml());
    assert_eq!(fs::read_to_string(&readme).unwrap(), format!("# A\n\n{table}\n## B\n"));
    assert_eq!(fs::read_to_string(&empty).unwrap(), format!("# A\n\n{table}"));

    // A file that the test does not include stays as it is.
    fs::write(&toml, "# old\n").unwrap();
    let refused = run(&toml, &other);
    assert!(!refused.status.success());
    assert!(
        String::from_utf8_lossy(&refused.stdout)
            .contains("other.toml` is not the file that this test includes")
    );
    assert_eq!(fs::read_to_string(&other).unwrap(), "[database]\n");
    assert!(!run(&toml, &path("missing.toml")).status.success());
}
