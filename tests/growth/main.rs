//! How much a load costs as its files grow, in instructions that valgrind counts: a busy machine does not disturb them.
//!
//! Run by `.ci/run`, which has valgrind: `cargo test --package cio-tests --features growth --test growth`.

use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region};
use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::{env, fs};

/// Set for the process whose instructions are counted: the number of its case, and how large its file is.
const RUN: &str = "CIO_GROWTH_RUN";

#[derive(CioCredentials)]
struct Mailer {
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: Region,
    #[cio(setting)]
    retries: Option<u8>,
}

/// A file whose size is given in lines or keys.
struct Case {
    name: &'static str,
    file: &'static str,
    text: fn(usize) -> String,
    /// Whether the file is read beside a second document, so that figment merges them.
    is_merged: bool,
}

const CASES: [Case; 8] = [
    dotenv("names in .env", |n| lines(n, |line| format!("NAME_{line}=value"))),
    dotenv("lines in .env that set nothing", |n| lines(n, |line| format!("not an assignment {line}"))),
    dotenv("quotes in .env that never close", |n| lines(n, |line| format!("NAME_{line}=\"a\\\""))),
    dotenv("lines in one value in .env", |n| {
        format!("A='{}'", lines(n, |line| format!("CUSTOMERIO_APP_KEY_{line}=x")))
    }),
    document("keys in a TOML document", "cio.toml", |n| {
        format!("[customerio]\n{}", lines(n, |line| format!("key_{line} = 'value'")))
    }),
    document("tables in a TOML document", "cio.toml", |n| {
        lines(n, |line| format!("[customerio.table_{line}]\nx = 1"))
    }),
    document("keys in a JSON document", "cio.json", |n| {
        let keys = lines(n, |line| format!("\"key_{line}\": \"value\","));
        format!("{{\"customerio\": {{{keys}\"last\": 1}}}}")
    }),
    Case {
        is_merged: true,
        ..document("keys in two documents", "cio.toml", |n| {
            format!("[customerio]\n{}", lines(n, |line| format!("key_{line} = 'value'")))
        })
    },
];

const fn dotenv(name: &'static str, text: fn(usize) -> String) -> Case {
    Case { name, file: ".env", text, is_merged: false }
}

const fn document(name: &'static str, file: &'static str, text: fn(usize) -> String) -> Case {
    Case { name, file, text, is_merged: false }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "{}", line(number));
        text
    })
}

fn main() -> ExitCode {
    if let Ok(run) = env::var(RUN) {
        let (case, size) = run.split_once(' ').expect("two numbers");
        load(&CASES[case.parse::<usize>().expect("a number")], size.parse().expect("a number"));
        return ExitCode::SUCCESS;
    }
    let growth: Vec<(&str, f64)> =
        CASES.iter().enumerate().map(|(number, case)| (case.name, growth(number))).collect();
    growth
        .iter()
        .for_each(|(name, growth)| println!("twice as many {name}: {growth:.2} times the instructions"));
    // Sorting takes a little more than twice as many.
    let is_linear = growth.iter().all(|(_, growth)| *growth < 2.4);
    println!("test result: {}", if is_linear { "ok" } else { "FAILED" });
    if is_linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many times more instructions a file of twice the size takes, without what every process takes.
fn growth(case: usize) -> f64 {
    let [small, middle, large] = [1_000, 2_000, 4_000].map(|size| {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        valgrind.arg(env::current_exe().expect("this program has a path")).env(RUN, format!("{case} {size}"));
        let output = valgrind.output().expect("valgrind is installed");
        let report = String::from_utf8_lossy(&output.stderr).into_owned();
        let (_, count) = report.split_once("Collected :").expect("callgrind says what it collected");
        count.split_whitespace().next().expect("a number").parse::<f64>().expect("a number")
    });
    (large - middle) / (middle - small)
}

/// A load in which a key is missing, so that everything that is worth a note is looked for.
fn load(case: &Case, size: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(case.file);
    fs::write(&path, (case.text)(size)).expect("a file");
    let loader = Loader::<Mailer>::empty().environment(Environment::empty());
    let loader = match case.file {
        ".env" => loader.dotenv(path),
        _ if case.is_merged => loader.file(&path).file(path),
        _ => loader.file(path),
    };
    let report = loader.explain();
    assert!(report.to_string().contains("no App API key"), "{report}");
}
