//! Time and allocations of one run.

use crate::ways::Way;
use std::hint::black_box;
use std::time::Instant;

pub(crate) struct Cost {
    pub(crate) nanoseconds: f64,
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
}

/// How often each way has its turn, and how often it runs then.
const TURNS: usize = 400;
const RUNS: u32 = 250;

pub(crate) fn all(ways: &[Way]) -> Vec<Cost> {
    let mut costs: Vec<Cost> = ways.iter().map(|way| allocations(way.load)).collect();
    for _ in 0..TURNS {
        for (way, cost) in ways.iter().zip(&mut costs) {
            cost.nanoseconds = cost.nanoseconds.min(time(way.load));
        }
    }
    costs
}

fn time(load: fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..RUNS {
        black_box(load)();
    }
    start.elapsed().as_nanos() as f64 / f64::from(RUNS)
}

/// The second run, so that what is made once and kept does not count.
fn allocations(load: fn()) -> Cost {
    load();
    let counted = allocation_counter::measure(load);
    Cost { nanoseconds: f64::INFINITY, allocations: counted.count_total, bytes: counted.bytes_total }
}
