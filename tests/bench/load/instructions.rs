//! Instructions of one run, as valgrind counts them: a busy machine does not disturb them.

use crate::ways::Way;
use std::process::{Command, Stdio};

/// Set for the process whose instructions are counted: the number of its way, and how often it runs.
const RUN: &str = "CIO_BENCH_RUN";

/// Runs the way that a process was started for, if it was started for one.
pub(crate) fn run(ways: &[Way]) -> bool {
    let Ok(run) = std::env::var(RUN) else { return false };
    let (way, times) = run.split_once(' ').expect("two numbers");
    let way = &ways[way.parse::<usize>().expect("a number")];
    (0..times.parse().expect("a number")).for_each(|_| (way.load)());
    true
}

/// The cost of one run of a way: the difference of many runs and few, so that work done once does not count.
pub(crate) fn count(way: usize, process: &dyn Fn(Command) -> Command) -> u64 {
    const RUNS: u64 = 500;
    let [few, many] = [10, 10 + RUNS].map(|times| {
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().expect("this program has a path"));
        let output = process(valgrind)
            .env(RUN, format!("{way} {times}"))
            .stdout(Stdio::null())
            .output()
            .expect("valgrind is installed");
        collected(&String::from_utf8_lossy(&output.stderr)).expect("callgrind says what it collected")
    });
    (many - few) / RUNS
}

fn collected(report: &str) -> Option<u64> {
    let (_, rest) = report.split_once("Collected :")?;
    rest.split_whitespace().next()?.parse().ok()
}
