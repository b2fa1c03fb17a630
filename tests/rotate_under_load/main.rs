//! Keys rotate while 64 tasks and 8 threads send: no send is lost, and none arrives twice.
//!
//! `cargo run --release --bin rotate-under-load -- --seconds 60`, where the keys are in a directory; with `--features vault` and
//! `--vault ADDRESS`, in OpenBao, which is sealed for five seconds. The record of the sandbox decides, and loads are counted
//! where they read. The last line is JSON; the program fails if a send was lost, doubled or refused, or if a rotation took more
//! or less than one load. `faults.sh` shows that it does.
#![cfg(unix)]

mod mounted;
mod place;
mod senders;
#[cfg(feature = "vault")]
mod vault;

use cio_config::{Region, Rotating, TrackCredentials};
use cio_http::sandbox::Sandbox;
use mounted::Mounted;
use place::{Loads, Place};
use senders::Senders;
use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

const OVERLAPPING: u32 = 20;
const ABRUPT: u32 = 10;
/// A refused key is not read again sooner than this after a refusal brought it.
const PAUSE: Duration = Duration::from_millis(1300);
const US: Region = Region::Us;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let (seconds, address) = arguments()?;
    let sandbox = Sandbox::builder().keep(usize::MAX).start()?;
    let place = place(&sandbox, address)?;
    let loads = Loads::default();
    let keys = place.keys(&loads)?;
    let first = loads.so_far();
    let senders = Senders::default();
    senders.during(&sandbox, &keys, || rotate(&sandbox, &*place, &keys, Duration::from_secs(seconds)))??;

    let mut received = BTreeMap::<String, u32>::new();
    for request in sandbox.received().iter().filter(|request| request.status.is_success()) {
        *received.entry(request.segments.last().cloned().unwrap_or_default()).or_default() += 1;
    }
    let accepted = senders.accepted();
    let lost = accepted.iter().filter(|person| !received.contains_key(*person)).count();
    let doubled = received.values().filter(|times| **times > 1).count();
    let (failures, counts, rotations) = (senders.failures(), keys.counts(), u64::from(OVERLAPPING + ABRUPT));
    let reloads = loads.so_far() - first - counts.failed;
    failures.iter().take(5).for_each(|failure| eprintln!("{failure}"));
    let result = serde_json::json!({
        "sent": senders.sent(),
        "accepted": accepted.len(),
        "failed": failures.len(),
        "lost": lost,
        "doubled": doubled,
        "rotations": rotations,
        "reloads": reloads,
        "reloads_changed": counts.changed,
        "reloads_unchanged": counts.unchanged,
        "reloads_failed": counts.failed,
        "waits_after_401": counts.waits_after_401,
        "other_waits": counts.other_waits,
    });
    println!("{result}");
    let is_good = lost == 0
        && doubled == 0
        && failures.is_empty()
        && reloads == rotations
        && counts.changed == rotations
        && counts.unchanged == 0
        && counts.failed == 1
        && counts.other_waits == 0
        && counts.waits_after_401 > 0;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn place(sandbox: &Sandbox, address: Option<String>) -> Result<Box<dyn Place>, Box<dyn Error>> {
    let keys = sandbox.credentials(US);
    match address {
        None => Ok(Box::new(Mounted::new(&keys)?)),
        #[cfg(feature = "vault")]
        Some(address) => Ok(Box::new(vault::Vault::new(&address, &keys)?)),
        #[cfg(not(feature = "vault"))]
        Some(_) => Err("build with `--features vault`".into()),
    }
}

/// Two rotations with an overlap, then one without, ten times; and in the middle a load that fails.
fn rotate(
    sandbox: &Sandbox,
    place: &dyn Place,
    keys: &Rotating<TrackCredentials>,
    time: Duration,
) -> Result<(), std::io::Error> {
    let pause = time / (OVERLAPPING + ABRUPT + 1);
    for rotation in 0..OVERLAPPING + ABRUPT {
        if rotation == ABRUPT {
            place.fail(&mut || {
                keys.reload().expect_err("no keys can be loaded");
                sleep(pause);
            })?;
        }
        sandbox.add_keys(US);
        let new = sandbox.credentials(US);
        if rotation % 3 == 2 {
            // The next refused send brings the new keys.
            place.put(new.site_id(), new.track_api_key())?;
            sandbox.retire_older_keys(US);
            sleep(pause.max(PAUSE));
        } else {
            place.put(new.site_id(), new.track_api_key())?;
            keys.reload().expect("the new keys are there");
            // Sends that were signed before are still under way.
            sleep(pause);
            sandbox.retire_older_keys(US);
        }
    }
    Ok(())
}

/// For how long, and the address of a vault.
fn arguments() -> Result<(u64, Option<String>), Box<dyn Error>> {
    let (mut seconds, mut address) = (15, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--seconds", Some(value)) => seconds = value.parse()?,
            ("--vault", Some(value)) => address = Some(value),
            _ => return Err("usage: rotate-under-load [--seconds N] [--vault ADDRESS]".into()),
        }
    }
    Ok((seconds, address))
}
