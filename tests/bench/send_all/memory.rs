//! The most memory that a process takes which sends events and does nothing else, as Linux counts it.

use crate::ways::{ALL, Way};
use std::process::Command;

/// Set for such a process: the name of a way, the server's root, and how many events.
const MEASURED: &str = "CIO_BENCH_MEASURED";

/// Sends as the variables say, and prints the most memory it took, if this process was started for that.
pub(crate) fn send_if_asked() {
    if let Ok(settings) = std::env::var(MEASURED) {
        let [name, root, events] = settings.split('|').collect::<Vec<_>>()[..] else { panic!("three parts") };
        let way = ALL.iter().find(|way| way.name == name).expect("it is one of the ways");
        (way.start)(root)(events.parse().expect("it is a number"));
        let status = std::fs::read_to_string("/proc/self/status").expect("this is Linux");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        println!("{}", peak.expect("Linux keeps it").trim_end_matches("kB").trim());
        std::process::exit(0);
    }
}

/// How often each is measured: what the threads of a process do at a time is chance, and the least counts.
const PROCESSES: usize = 3;

/// KiB of resident memory at the highest.
pub(crate) fn peak(way: &Way, root: &str, events: u64) -> f64 {
    (0..PROCESSES).map(|_| peak_once(way, root, events)).fold(f64::INFINITY, f64::min)
}

fn peak_once(way: &Way, root: &str, events: u64) -> f64 {
    let output = Command::new(std::env::current_exe().expect("this program has a path"))
        .env(MEASURED, format!("{}|{root}|{events}", way.name))
        .output()
        .expect("this program can be started");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("the process prints one number")
}
