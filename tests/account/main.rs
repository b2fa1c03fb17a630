//! Events and e-mails through random faults, and every count beside the sandbox's record: nothing lost, nothing doubled.
//!
//! `ACCOUNT_EVENTS=2000000 ACCOUNT_SEED=7 cargo test -p cio-tests --test account` runs more of it, or again with a seed that
//! failed.

use cio_config::{AppApiKey, AppCredentials, Region, SiteId, TrackApiKey, TrackCredentials};
use cio_http::batch::{BatchEvent, ItemOutcome, Progress, SendAll};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::{Batch, PersonEvent};
use cio_http::{Client, Error, Policy, app, blocking};
use std::collections::HashMap;
use std::time::Duration;

/// Random enough, and the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// Something that goes wrong with the next request, or nothing.
    fn fault(&mut self) -> Option<Fault> {
        let symptom = match self.below(9) {
            // A status that contradicts what the service did is not tested.
            0 => return Some(Fault::before(Symptom::status(429))),
            7 => return Some(Fault::after(Symptom::empty())),
            1 => Symptom::status(503),
            2 => Symptom::status(500),
            3 => Symptom::html(502),
            4 => Symptom::reset(),
            5 => Symptom::truncated(),
            6 => Symptom::cut_off(),
            _ => return None,
        };
        Some(if self.below(2) == 0 { Fault::before(symptom) } else { Fault::after(symptom) })
    }

    /// An answer to a batch that was not carried out, which names some items, or an error that names none.
    fn partial(&mut self) -> Fault {
        let mut errors = Vec::new();
        for _ in 0..self.below(4) {
            let index = self.below(40);
            errors.push(format!(r#"{{"batch_index":{index},"reason":"invalid","message":"drawn"}}"#));
        }
        errors.push(r#"{"reason":"invalid","message":"of some item"}"#.into());
        Fault::after(Symptom::status(207).body(format!(r#"{{"errors":[{}]}}"#, errors.join(","))))
    }
}

/// The library's report on each event.
#[derive(Default)]
struct Account {
    said: Vec<(String, Said)>,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Accepted,
    Refused,
    Uncertain,
    /// It failed, and is not done, or it may be done.
    Failed {
        may_be_done: bool,
    },
    Skipped,
}

fn said(outcome: ItemOutcome<'_>) -> Said {
    match outcome {
        ItemOutcome::Accepted => Said::Accepted,
        ItemOutcome::Refused(_) => Said::Refused,
        ItemOutcome::Uncertain(_) => Said::Uncertain,
        // An attempt before the one that was refused may have been done: these events are dropped as copies then.
        ItemOutcome::Failed(error) => {
            let once = error.attempts() <= 1 && matches!(error, Error::Refused(_) | Error::InvalidInput(_));
            Said::Failed { may_be_done: !once }
        }
        other => panic!("{other:?}"),
    }
}

/// The account of one run of `send_all`, each item by the ID it was given.
fn take(account: &mut Account, ids: &[String], report: BatchEvent<PersonEvent>) {
    match report {
        BatchEvent::Skipped(skipped) => account.said.push((ids[skipped.index()].clone(), Said::Skipped)),
        BatchEvent::Batch(batch) => {
            account.said.extend(batch.items().map(|(index, outcome)| (ids[index].clone(), said(outcome))));
            account.progress = batch.progress();
        }
        _ => unreachable!("`BatchEvent` has no other variant"),
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn every_count_of_events_agrees_with_the_record() {
    let (events, seed) = (number("ACCOUNT_EVENTS", 60_000), number("ACCOUNT_SEED", 1));
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    let keys = sandbox.credentials(Region::Us);
    let credentials = || {
        let track_key = TrackApiKey::new(keys.track_api_key()).unwrap();
        TrackCredentials::new(SiteId::new(keys.site_id()).unwrap(), track_key, Region::Us)
    };
    let policy = || Policy::default().retries(2).first_delay(Duration::from_millis(1));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let on_tasks = runtime.block_on(async {
        Client::builder(credentials()).sandbox(&sandbox).policy(policy()).build().unwrap()
    });
    let on_threads =
        blocking::Client::builder(credentials()).sandbox(&sandbox).policy(policy()).build().unwrap();

    let mut account = Account::default();
    let mut sums = [0_usize; 5];
    let mut left = events;
    while left > 0 {
        let run = left.min(2_000 + dice.below(8_000));
        left -= run;
        for _ in 0..dice.below(6) {
            let fault = if dice.below(3) == 0 { Some(dice.partial()) } else { dice.fault() };
            if let Some(fault) = fault {
                sandbox.fail(fault.on::<Batch>().skip(dice.below(12) as u32));
            }
        }
        let made: Vec<PersonEvent> = (0..run)
            .map(|index| {
                let name =
                    if dice.below(500) == 0 { String::new() } else { format!("event {}", dice.below(9)) };
                PersonEvent::new(index % 1_000, name).attribute("text", "x".repeat(dice.below(300) as usize))
            })
            .collect();
        let ids: Vec<String> = made.iter().map(|event| event.id().to_owned()).collect();
        let options = SendAll::default();
        let mut of_run = Account::default();
        let summary = if dice.below(2) == 0 {
            runtime.block_on(on_tasks.send_all(made, &options, |report| take(&mut of_run, &ids, report)))
        } else {
            on_threads.send_all(made, &options, |report| take(&mut of_run, &ids, report))
        };
        let progress = summary.progress();
        let count = |wanted: fn(&Said) -> bool| of_run.said.iter().filter(|(_, said)| wanted(said)).count();
        let counts = [
            (progress.accepted, count(|said| *said == Said::Accepted)),
            (progress.refused, count(|said| *said == Said::Refused)),
            (progress.uncertain, count(|said| *said == Said::Uncertain)),
            (progress.failed, count(|said| matches!(said, Said::Failed { .. }))),
            (progress.skipped, count(|said| *said == Said::Skipped)),
        ];
        for (place, (total, counted)) in counts.into_iter().enumerate() {
            assert_eq!(total, counted, "seed {seed}: {counts:?}");
            sums[place] += total;
        }
        assert_eq!(of_run.said.len(), run as usize, "seed {seed}: each item has one end");
        account.said.extend(of_run.said);
        sandbox.recover();
    }

    let mut record: HashMap<String, u32> = HashMap::new();
    for event in sandbox.events() {
        *record.entry(event.id.expect("each was given one")).or_default() += 1;
    }
    let (mut lost, mut doubled, mut wrongly_done) = (0, 0, 0);
    for (id, said) in &account.said {
        let times = record.remove(id).unwrap_or(0);
        doubled += u32::from(times > 1);
        match said {
            Said::Accepted => lost += u32::from(times == 0),
            Said::Skipped | Said::Failed { may_be_done: false } => wrongly_done += u32::from(times > 0),
            Said::Refused | Said::Uncertain | Said::Failed { may_be_done: true } => {}
        }
    }
    println!("seed {seed}, {events} events: accepted, refused, uncertain, failed, skipped {sums:?}");
    println!(
        "lost {lost}, doubled {doubled}, done though refused {wrongly_done}, unaccounted {}",
        record.len()
    );
    assert_eq!((lost, doubled, wrongly_done, record.len()), (0, 0, 0, 0), "seed {seed}");
    assert_eq!(sums.iter().sum::<usize>(), events as usize);
}

#[test]
fn no_email_is_sent_twice_or_lost() {
    let (emails, seed) = (number("ACCOUNT_EMAILS", 3_000), number("ACCOUNT_SEED", 1));
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    let key = AppApiKey::new(sandbox.credentials(Region::Us).app_api_key()).unwrap();
    let policy = Policy::default().retries(2).first_delay(Duration::from_millis(1));
    let cio =
        blocking::Client::builder(AppCredentials::new(key, Region::Us)).sandbox(&sandbox).policy(policy);
    let cio = cio.build().unwrap();
    let mut ends = [0_u32; 3];
    let mut sends = Vec::new();
    for number in 0..emails {
        if dice.below(2) == 0
            && let Some(fault) = dice.fault()
        {
            sandbox.fail(fault.on::<app::SendEmail>());
        }
        let to = format!("person-{number}@example.com");
        let email = app::SendEmail::template(3).to(&to).id(number);
        let (end, may, must) = match cio.send(&email) {
            Ok(_) => (0, true, true),
            Err(Error::Unconfirmed(_)) => (1, true, false),
            Err(error) => {
                assert!(matches!(error, Error::Unavailable(_) | Error::Refused(_)), "seed {seed}: {error}");
                (2, false, false)
            }
        };
        ends[end] += 1;
        sends.push((to, may, must));
        sandbox.recover();
    }
    let mut record: HashMap<String, u32> = HashMap::new();
    sandbox.emails().into_iter().for_each(|email| *record.entry(email.to).or_default() += 1);
    println!(
        "seed {seed}, {emails} e-mails: sent, unconfirmed, not sent {ends:?}; recorded {}",
        record.len()
    );
    for (to, may, must) in sends {
        let times = record.remove(&to).unwrap_or(0);
        assert!(times <= u32::from(may) && times >= u32::from(must), "seed {seed}: {to} got {times}");
    }
    assert!(record.is_empty(), "seed {seed}");
}
