//! The cost of one `send` of an identify call, beside plain reqwest and plain hyper that send the same bytes, and what
//! a client costs: `cargo bench --bench send`, with valgrind installed.
//!
//! Instructions and allocations are counted by valgrind, over all threads, and are the same on a busy machine. The server is a
//! separate process on loopback, so its cost is in no figure; for the rates each has a core. Ratios are to plain reqwest, async or
//! blocking as the way is.

#[path = "../loopback/account.rs"]
mod account;
#[path = "../loopback/busy.rs"]
mod busy;
#[path = "../loopback/pinned.rs"]
mod pinned;
mod rates;
#[path = "../loopback/server.rs"]
mod server;
mod valgrind;
mod ways;

use server::Server;
use ways::{ALL, CLONES, Way};

const CONCURRENCIES: [u64; 2] = [1, 64];

fn main() {
    server::serve_if_asked();
    valgrind::send_if_asked();
    let server = Server::start();
    print_counts(&server.root);
    pinned::to_core(0);
    for concurrency in CONCURRENCIES {
        print_rates(&server.root, concurrency);
    }
    print_clients(&server.root);
}

fn print_counts(root: &str) {
    let counts: Vec<_> = ALL.iter().map(|way| valgrind::request(way, root)).collect();
    println!("{:42}{:>14}{:>8}{:>14}{:>8}", "one request", "instructions", "times", "allocations", "times");
    for (index, Way { name, .. }) in ALL.iter().enumerate() {
        let (count, unit) = (counts[index], counts[beside(index)]);
        let times = count.instructions / unit.instructions;
        print!("{name:42}{:14.0}{times:8.2}", count.instructions);
        println!("{:14.1}{:8.2}", count.allocations, count.allocations / unit.allocations);
    }
}

fn print_rates(root: &str, concurrency: u64) {
    let rates = rates::all(&ALL, root, concurrency);
    println!(
        "\n{:42}{:>14}{:>8}{:>14}{:>8}",
        format!("{concurrency} at a time"),
        "a second",
        "times",
        "CPU us",
        "times"
    );
    for (index, Way { name, .. }) in ALL.iter().enumerate() {
        let (rate, unit) = (rates[index], rates[beside(index)]);
        let times = rate.requests_a_second / unit.requests_a_second;
        println!(
            "{name:42}{:14.0}{times:8.2}{:14.1}{:8.2}",
            rate.requests_a_second,
            rate.busy,
            rate.busy / unit.busy
        );
    }
}

fn print_clients(root: &str) {
    println!("\n{:42}{:>14}{:>8}{:>14}", "a client", "instructions", "", "allocations");
    for way in &ALL {
        let count = valgrind::client(way, root);
        println!("{:42}{:14.0}{:8}{:14.0}", way.name, count.instructions, "", count.allocations);
    }
    let count = valgrind::request(&CLONES, root);
    println!(
        "{:42}{:14.0}{:8}{:14.0}",
        "a clone of cio_http::Client", count.instructions, "", count.allocations
    );
}

/// The way that one is a multiple of.
fn beside(index: usize) -> usize {
    let beside = ALL[index].beside;
    ALL.iter().position(|way| way.name == beside).expect("it is one of the ways")
}
