//! Instructions and allocations of one request, counted by valgrind over all threads.

use crate::ways::{ALL, CLONES, NOTHING, Way};
use std::process::Command;

/// The cost of one request, or of one client.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
}

impl Count {
    fn beyond(self, other: Self) -> Self {
        Self {
            instructions: self.instructions - other.instructions,
            allocations: self.allocations - other.allocations,
        }
    }
}

/// Set for a process that is counted: the name of a way, the server's root, and how many requests.
const COUNTED: &str = "CIO_BENCH_COUNTED";
/// Two numbers of requests: what making the client costs falls out of their difference.
const REQUESTS: [u64; 2] = [200, 1200];

/// Sends as the variables say, if this process was started to be counted.
pub(crate) fn send_if_asked() {
    if let Ok(counted_run) = std::env::var(COUNTED) {
        let [name, root, requests] = counted_run.split('|').collect::<Vec<_>>()[..] else { panic!("three parts") };
        let mut ways = ALL.iter().chain([&CLONES, &NOTHING]);
        let way = ways.find(|way| way.name == name).expect("it is one of the ways");
        way.start(root).send(requests.parse().expect("it is a number"), 1);
        std::process::exit(0);
    }
}

/// A client that sends nothing.
pub(crate) fn client(way: &Way, root: &str) -> Count {
    total(way, root, 0).beyond(total(&NOTHING, root, 0))
}

/// One request, beyond what the client costs.
pub(crate) fn request(way: &Way, root: &str) -> Count {
    let [few, many] = REQUESTS.map(|requests| total(way, root, requests));
    let Count { instructions, allocations } = many.beyond(few);
    let requests = (REQUESTS[1] - REQUESTS[0]) as f64;
    Count { instructions: instructions / requests, allocations: allocations / requests }
}

/// A whole process that sends so many requests.
fn total(way: &Way, root: &str, requests: u64) -> Count {
    let counted_run = format!("{}|{root}|{requests}", way.name);
    Count {
        instructions: counted(&counted_run, &["--tool=callgrind", "--callgrind-out-file=/dev/null"], "Collected : "),
        allocations: counted(&counted_run, &["--tool=memcheck", "--undef-value-errors=no"], "total heap usage: "),
    }
}

/// The number that valgrind writes after `label`.
fn counted(counted_run: &str, options: &[&str], label: &str) -> f64 {
    let output = Command::new("valgrind")
        .args(options)
        .arg(std::env::current_exe().expect("this program has a path"))
        .env(COUNTED, counted_run)
        .output()
        .expect("valgrind is installed: it counts instructions and allocations");
    let output = String::from_utf8_lossy(&output.stderr);
    let number = output.split_once(label).and_then(|(_, rest)| rest.split_whitespace().next());
    let number = number.unwrap_or_else(|| panic!("valgrind says no `{label}`: {output}"));
    number.replace(',', "").parse().expect("it is a number")
}
