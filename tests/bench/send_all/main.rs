//! The cost of `send_all` beside a packer written by hand, how full its batches are, and how much memory it takes:
//! `cargo bench --bench send_all`.
//!
//! The server is a separate process on loopback, so its cost is in no figure. Ratios are to serialising the events with
//! `serde_json` into prepared bodies and sending those with plain reqwest, async or blocking as the way is.

#[path = "../loopback/account.rs"]
mod account;
#[path = "../loopback/busy.rs"]
mod busy;
mod events;
mod memory;
#[path = "../loopback/pinned.rs"]
mod pinned;
#[path = "../loopback/server.rs"]
mod server;
mod ways;

use server::Server;
use std::time::Instant;
use ways::{ALL, Way};

/// Events of a turn: about 185 batches.
const EVENTS: u64 = 400_000;
/// How often each way has its turn. The middle one counts, and of the ratios of one turn the middle one.
const TURNS: usize = 15;
/// Fewer events and more of them, to see whether memory grows with their number.
const FEW: u64 = 20_000;
const MANY: u64 = 200_000;

fn main() {
    server::serve_if_asked();
    memory::send_if_asked();
    let server = Server::start();
    print_cost(&server.root);
    print_fullness();
    print_memory(&server.root);
}

fn print_cost(root: &str) {
    let senders: Vec<_> = ALL.iter().map(|way| (way.start)(root)).collect();
    let mut turns = vec![Vec::new(); ALL.len()];
    for _ in 0..TURNS {
        // Side by side, so that a busy moment of the machine affects all of them.
        for (send, turns) in senders.iter().zip(&mut turns) {
            let (start, before) = (Instant::now(), busy::microseconds());
            send(EVENTS);
            let (busy, elapsed) = (busy::microseconds() - before, start.elapsed().as_secs_f64());
            turns.push([EVENTS as f64 / elapsed, busy * 1000.0 / EVENTS as f64]);
        }
    }
    println!(
        "{:46}{:>12}{:>8}{:>14}{:>8}",
        "events of 230 bytes", "a second", "times", "CPU ns each", "times"
    );
    for (Way { name, beside, .. }, own) in ALL.iter().zip(&turns) {
        let unit = ALL.iter().position(|way| way.name == *beside).expect("it is one of the ways");
        let [(rate, of_rate), (busy, of_busy)] = [0, 1].map(|figure| {
            let ratios = own.iter().zip(&turns[unit]).map(|(own, unit)| own[figure] / unit[figure]);
            (median(own.iter().map(|own| own[figure])), median(ratios))
        });
        println!("{name:46}{rate:12.0}{of_rate:8.2}{busy:14.0}{of_busy:8.2}");
    }
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn print_fullness() {
    let sizes = ways::batch_sizes(MANY);
    let (last, full) = sizes.split_last().expect("there are many batches");
    let least = full.iter().min().expect("there are many batches");
    let filled = full.iter().sum::<usize>() as f64 / (full.len() * ways::MAX_BODY) as f64;
    println!("\n{} full batches and one of {last} bytes", full.len());
    println!(
        "the full ones are {:.2} % full, the emptiest has {least} bytes of {}",
        filled * 100.0,
        ways::MAX_BODY
    );
}

fn print_memory(root: &str) {
    println!(
        "\n{:46}{:>20}{:>20}{:>14}",
        "most memory at a time, KiB", "20,000 events", "200,000 events", "difference"
    );
    for way in ALL.iter().filter(|way| way.streams) {
        let [few, many] = [FEW, MANY].map(|events| memory::peak(way, root, events));
        println!("{:46}{few:20.1}{many:20.1}{:14.1}", way.name, many - few);
    }
}
