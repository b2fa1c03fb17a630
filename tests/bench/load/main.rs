//! The cost of a load of the four-field struct, beside other crates that read the same: `cargo bench` in time and
//! allocations, `cargo bench -- instructions` in instructions, as valgrind counts them whatever else the machine is at.
//!
//! The process's environment is never changed: each case runs in a separate process, started with its variables. All ways
//! of a case take turns, so that a busy moment of the machine affects all of them, and the best turn of each counts.

mod by_hand;
mod instructions;
mod measure;
mod ways;

use std::process::Command;
use ways::{KEYS, TOML, Way};

/// Set for the process that measures, to the name of its case.
const CASE: &str = "CIO_BENCH_CASE";
const CASES: [(&str, usize); 3] =
    [("environment, 8 variables", 8), ("environment, 96 variables", 96), ("TOML file", 8)];

fn main() {
    match std::env::var(CASE) {
        Ok(case) => run(&case),
        Err(_) if std::env::args().any(|arg| arg == "instructions") => CASES.into_iter().for_each(count),
        Err(_) => CASES.into_iter().for_each(start),
    }
}

/// Starts this program again, with the variables of a case and no others.
fn start((case, count): (&str, usize)) {
    let program = Command::new(std::env::current_exe().expect("this program has a path"));
    let folder = tempfile::tempdir().expect("a directory for the TOML file");
    let status = process(program, case, count, &folder).status().expect("this program can be started");
    assert!(status.success(), "{case}");
}

fn process(mut program: Command, case: &str, count: usize, folder: &tempfile::TempDir) -> Command {
    let file = folder.path().join("cio.toml");
    std::fs::write(&file, TOML).expect("the directory can be written");
    let others = (KEYS.len() + 2..count).map(|number| (format!("UNRELATED_{number:02}"), "a value"));
    program
        .env_clear()
        // A folder without a `.env`.
        .current_dir(folder.path())
        .envs(others)
        .envs(KEYS)
        .env("CIO_BENCH_FILE", &file)
        .env(CASE, case);
    program
}

fn ways_of(case: &str) -> Vec<Way> {
    if case.starts_with("TOML") { ways::of_toml() } else { ways::of_environment() }
}

fn run(case: &str) {
    let ways = ways_of(case);
    if instructions::run(&ways) {
        return;
    }
    let costs = measure::all(&ways);
    println!("\n{case}\n{:44}{:>9}{:>9}{:>9}{:>11}", "", "ns", "times", "allocs", "bytes");
    for (way, cost) in ways.iter().zip(&costs) {
        let times = cost.nanoseconds / costs[unit(way, &ways)].nanoseconds;
        println!("{:44}{:9.0}{times:9.2}{:9}{:11}", way.name, cost.nanoseconds, cost.allocations, cost.bytes);
    }
    println!("times: as multiples of {}", ways[0].beside);
}

/// The way that another is a multiple of.
fn unit(way: &Way, ways: &[Way]) -> usize {
    ways.iter().position(|unit| unit.name == way.beside).expect("it is one of the ways")
}

fn count((case, variables): (&str, usize)) {
    let ways = ways_of(case);
    let folder = tempfile::tempdir().expect("a directory for the TOML file");
    let counts: Vec<u64> = (0..ways.len())
        .map(|way| instructions::count(way, &|program| process(program, case, variables, &folder)))
        .collect();
    println!("\n{case}\n{:44}{:>9}{:>9}", "", "instr.", "times");
    for (way, count) in ways.iter().zip(&counts) {
        println!("{:44}{count:9}{:9.2}", way.name, *count as f64 / counts[unit(way, &ways)] as f64);
    }
}
