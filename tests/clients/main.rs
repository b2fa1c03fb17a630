//! Our client against the official ones: the same input gives the same request, but for the differences that are listed.
//!
//! `official-clients DIRECTORY` reads what each official client sent to a sandbox (see `run.sh`), sends the same inputs
//! to a separate sandbox, and compares method, host, decoded path, query, body, the key that signed and the status.
//! A difference that is not listed in `cases.json` fails, and so does a listed one that no longer occurs.

mod app;
mod compare;
mod made;
mod ours;
mod pipelines;
mod routes;
mod sends;
mod track;
mod track_v2;

use compare::Record;
use ours::Ours;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// `cases.json`.
#[derive(Deserialize)]
struct Table {
    cases: Vec<Case>,
    differences: Vec<Difference>,
}

/// One input, and the clients that have a call for it.
#[derive(Deserialize)]
struct Case {
    operation: String,
    input: Value,
    clients: Vec<String>,
}

/// Where a client's requests differ from ours, and why.
#[derive(Deserialize)]
struct Difference {
    clients: Vec<String>,
    operations: Vec<String>,
    at: String,
    why: String,
}

/// The requests of one official client.
#[derive(Deserialize)]
struct Run {
    client: String,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    case: usize,
    record: Record,
}

fn main() -> ExitCode {
    let Some(directory) = std::env::args().nth(1) else {
        eprintln!("usage: official-clients DIRECTORY");
        return ExitCode::from(2);
    };
    match run(Path::new(&directory)) {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(directory: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let table: Table = serde_json::from_str(include_str!("cases.json"))?;
    let mut runs = Vec::new();
    for file in fs::read_dir(directory)? {
        runs.push(serde_json::from_str::<Run>(&fs::read_to_string(file?.path())?)?);
    }
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for run in &runs {
        faults.extend(table.missing(run));
        for (at, operation) in differing(&table, run)? {
            let key = (run.client.clone(), operation.clone(), at.clone());
            if !table.differences.iter().any(|difference| difference.lists(&run.client, &operation, &at)) {
                faults.push(format!("{} and ours differ in {operation} at {at}", run.client));
            }
            seen.insert(key);
        }
        println!("{}: {} requests compared with ours", run.client, run.lines.len());
    }
    faults.extend(table.absent(&runs));
    faults.extend(table.differences.iter().flat_map(|difference| difference.stale(&seen)));
    println!("{} differences are listed, each with its reason", table.differences.len());
    Ok(faults)
}

/// The places where a client's requests are not ours, with the operation.
fn differing(table: &Table, run: &Run) -> Result<BTreeSet<(String, String)>, Box<dyn Error>> {
    let ours = Ours::start()?;
    let mut found = BTreeSet::new();
    for line in &run.lines {
        let case = &table.cases[line.case];
        let record = ours.send(&case.operation, &case.input)?;
        found.extend(
            compare::places(&line.record, &record).into_iter().map(|at| (at, case.operation.clone())),
        );
    }
    Ok(found)
}

impl Table {
    /// Cases of a client that it has not run.
    fn missing(&self, run: &Run) -> Vec<String> {
        let ran: BTreeSet<usize> = run.lines.iter().map(|line| line.case).collect();
        let cases = self.cases.iter().enumerate().filter(|(_, case)| case.clients.contains(&run.client));
        let missing = cases.filter(|(index, _)| !ran.contains(index));
        missing.map(|(_, case)| format!("{} has not run {}", run.client, case.operation)).collect()
    }

    /// Clients that have not run at all.
    fn absent(&self, runs: &[Run]) -> Vec<String> {
        let clients: BTreeSet<&String> = self.cases.iter().flat_map(|case| &case.clients).collect();
        let absent = clients.into_iter().filter(|client| !runs.iter().any(|run| run.client == **client));
        absent.map(|client| format!("{client} has not run")).collect()
    }
}

impl Difference {
    fn lists(&self, client: &str, operation: &str, at: &str) -> bool {
        let has = |list: &[String], name: &str| list.iter().any(|listed| listed == name);
        self.at == at && has(&self.clients, client) && has(&self.operations, operation)
    }

    /// Listed differences that no longer occur.
    fn stale(&self, seen: &BTreeSet<(String, String, String)>) -> Vec<String> {
        let pairs = self.clients.iter().flat_map(|client| {
            self.operations.iter().map(move |operation| (client.clone(), operation.clone(), self.at.clone()))
        });
        let stale = pairs.filter(|pair| !seen.contains(pair));
        stale
            .map(|(client, operation, at)| {
                format!("{client} and ours no longer differ in {operation} at {at} ({})", self.why)
            })
            .collect()
    }
}
