//! Keys rotate while 64 tasks and 8 threads send: no send is lost, and none arrives twice.
//!
//! `cargo run --release --bin rotate-under-load -- --seconds 60`. The record of the sandbox decides. The last line is JSON; the
//! program fails if a send was lost, doubled or refused, or if a rotation took more or less than one load.
#![cfg(unix)]

mod mounted;
mod senders;

use cio_config::{Loader, Region, Rotating, TrackCredentials};
use cio_http::sandbox::Sandbox;
use mounted::Mounted;
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
    let seconds = seconds()?;
    let sandbox = Sandbox::builder().keep(usize::MAX).start()?;
    let mounted = Mounted::new(&sandbox.credentials(US))?;
    let keys = Loader::<TrackCredentials>::empty().secrets_dir(mounted.path()).rotating()?;
    let senders = Senders::default();
    senders.during(&sandbox, &keys, || rotate(&sandbox, &mounted, &keys, Duration::from_secs(seconds)))??;

    let mut received = BTreeMap::<String, u32>::new();
    for request in sandbox.received().iter().filter(|request| request.status.is_success()) {
        *received.entry(request.segments.last().cloned().unwrap_or_default()).or_default() += 1;
    }
    let accepted = senders.accepted();
    let lost = accepted.iter().filter(|person| !received.contains_key(*person)).count();
    let doubled = received.values().filter(|times| **times > 1).count();
    let (failures, counts, rotations) = (senders.failures(), keys.counts(), u64::from(OVERLAPPING + ABRUPT));
    failures.iter().take(5).for_each(|failure| eprintln!("{failure}"));
    let result = serde_json::json!({
        "sent": senders.sent(),
        "accepted": accepted.len(),
        "failed": failures.len(),
        "lost": lost,
        "doubled": doubled,
        "rotations": rotations,
        "reloads": counts.changed,
        "reloads_unchanged": counts.unchanged,
        "reloads_failed": counts.failed,
        "waits_after_401": counts.waits_after_401,
        "other_waits": counts.other_waits,
    });
    println!("{result}");
    let is_good = lost == 0
        && doubled == 0
        && failures.is_empty()
        && counts.changed == rotations
        && counts.unchanged == 0
        && counts.failed == 1
        && counts.other_waits == 0
        && counts.waits_after_401 > 0;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Two rotations with an overlap, then one without, ten times; and once keys that are none.
fn rotate(
    sandbox: &Sandbox,
    mounted: &Mounted,
    keys: &Rotating<TrackCredentials>,
    time: Duration,
) -> Result<(), std::io::Error> {
    let pause = time / (OVERLAPPING + ABRUPT + 1);
    let spoil = || -> Result<(), std::io::Error> {
        mounted.put("", "")?;
        keys.reload().expect_err("no keys were there");
        sleep(pause);
        let current = sandbox.credentials(US);
        mounted.put(current.site_id(), current.track_api_key())
    };
    for rotation in 0..OVERLAPPING + ABRUPT {
        sandbox.add_keys(US);
        let new = sandbox.credentials(US);
        if rotation % 3 == 2 {
            // The next refused send brings the new keys.
            mounted.put(new.site_id(), new.track_api_key())?;
            sandbox.retire_older_keys(US);
            sleep(pause.max(PAUSE));
        } else {
            mounted.put(new.site_id(), new.track_api_key())?;
            keys.reload().expect("the new keys are there");
            // Sends that were signed before are still under way.
            sleep(pause);
            sandbox.retire_older_keys(US);
        }
    }
    spoil()
}

fn seconds() -> Result<u64, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, None, None) => Ok(15),
        (Some("--seconds"), Some(seconds), None) => Ok(seconds.parse()?),
        _ => Err("usage: rotate-under-load [--seconds N]".into()),
    }
}
