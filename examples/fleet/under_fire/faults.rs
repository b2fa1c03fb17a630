//! What the sandbox does wrong: 2 % answer 503 and do nothing, 1 % do it and break the connection, some come late.

use super::dice::Dice;
use cio_http::app::AnySend;
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::Batch;
use std::time::Duration;

/// Adds what may strike so many requests of each kind.
pub(crate) fn script(sandbox: &Sandbox, dice: &mut Dice, batches: u32, sends: u32) {
    for request in 0..batches {
        if let Some(fault) = drawn(dice) {
            sandbox.fail(fault.on::<Batch>().skip(request));
        }
    }
    for request in 0..sends {
        if let Some(fault) = drawn(dice) {
            sandbox.fail(fault.on::<AnySend>().skip(request));
        }
    }
}

fn drawn(dice: &mut Dice) -> Option<Fault> {
    match dice.below(100) {
        0 | 1 => Some(Fault::before(Symptom::status(503))),
        2 => Some(Fault::after(Symptom::reset())),
        3 => Some(Fault::late(Duration::from_millis(500 + dice.below(1000)))),
        _ => None,
    }
}
