//! Requests a second and processor time of each, measured over the whole process; the server is another.

use crate::busy;
use crate::ways::{Sender, Way};
use std::time::Instant;

#[derive(Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) requests_a_second: f64,
    /// Microseconds of processor time of one request, in the program and in the system for it.
    pub(crate) busy: f64,
}

/// How often each way has its turn, and how many requests it sends then.
const TURNS: usize = 40;
const REQUESTS: u64 = 3200;

/// All ways side by side, so that a busy moment of the machine affects all of them; the best turn of each counts.
pub(crate) fn all(ways: &[Way], root: &str, concurrency: u64) -> Vec<Rate> {
    let senders: Vec<_> = ways.iter().map(|way| way.start(root)).collect();
    // Makes the connections.
    senders.iter().for_each(|sender| sender.send(concurrency * 2, concurrency));
    let mut rates = vec![Rate { requests_a_second: 0.0, busy: f64::INFINITY }; ways.len()];
    for _ in 0..TURNS {
        for (sender, best) in senders.iter().zip(&mut rates) {
            let rate = turn(&**sender, concurrency);
            best.requests_a_second = best.requests_a_second.max(rate.requests_a_second);
            best.busy = best.busy.min(rate.busy);
        }
    }
    rates
}

fn turn(sender: &dyn Sender, concurrency: u64) -> Rate {
    let (start, before) = (Instant::now(), busy::microseconds());
    sender.send(REQUESTS, concurrency);
    let (busy, elapsed) = (busy::microseconds() - before, start.elapsed().as_secs_f64());
    Rate { requests_a_second: REQUESTS as f64 / elapsed, busy: busy / REQUESTS as f64 }
}
