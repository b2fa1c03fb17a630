//! `send_all` when one of its batches meets a fault: what it reports of each item is what the record says.

use super::sender::{Driver, TIMEOUT};
use cio_http::Error;
use cio_http::batch::{BatchEvent, BatchReport, Item, ItemOutcome};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::{Entities, PersonEvent};
use cio_http::wire::InvalidInput;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// In two batches of at most 500 kB.
const ITEMS: usize = 30;

/// One of each kind, at every attempt, and one that the next attempt gets over: the matrix has the rest.
fn faults() -> [Fault; 9] {
    [
        Fault::after(Symptom::reset()),
        Fault::after(Symptom::reset()).always(),
        Fault::before(Symptom::reset()).always(),
        Fault::after(Symptom::cut_off()).always(),
        Fault::after(Symptom::truncated()).always(),
        Fault::before(Symptom::html(200)).always(),
        Fault::after(Symptom::status(503)).always(),
        Fault::before(Symptom::status(429)).always(),
        Fault::before(Symptom::status(400)).always(),
    ]
}

#[test]
fn send_all_reports_what_became_of_each_item() {
    std::thread::scope(|scope| {
        for blocking in [false, true] {
            scope.spawn(move || {
                let sandbox = Sandbox::start().unwrap();
                let driver = Driver::new(&sandbox, blocking, TIMEOUT * 20);
                for (run, fault) in faults().into_iter().enumerate() {
                    judge(&format!("deduped {run}"), &fault, false, (&sandbox, &driver), deduped);
                    judge(&format!("nameless {run}"), &fault, true, (&sandbox, &driver), Nameless::new);
                }
            });
        }
    });
}

fn deduped(person: &str, note: &str) -> PersonEvent {
    PersonEvent::new(person, "imported").attribute("note", note)
}

/// An event without an ID: it and its repetition cannot be distinguished.
struct Nameless(Value);

impl Nameless {
    fn new(person: &str, note: &str) -> Self {
        Self(json!({
            "type": "person", "action": "event", "identifiers": {"id": person}, "name": "imported",
            "attributes": {"note": note},
        }))
    }
}

impl Item for Nameless {
    type Envelope = Entities;

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        text.extend(self.0.to_string().bytes());
        Ok(())
    }
}

/// The first of two batches meets the fault.
fn judge<T: Item<Envelope = Entities>>(
    run: &str,
    fault: &Fault,
    is_unsafe: bool,
    (sandbox, driver): (&Sandbox, &Driver),
    item: fn(&str, &str) -> T,
) {
    let case = format!("{driver:?}, run {run}, {fault}");
    let person = |index: usize| format!("{run} {index}");
    let note = "x".repeat(30_000);
    let items: Vec<T> = (0..ITEMS).map(|index| item(&person(index), &note)).collect();
    sandbox.fail(fault.clone());

    let mut batches = Vec::new();
    let summary = driver.send_all(items, |report| match report {
        BatchEvent::Batch(batch) => {
            // The second batch is to arrive.
            sandbox.recover();
            batches.push(batch);
        }
        report => panic!("{case}: {report:?}"),
    });
    let progress = summary.progress();
    assert_eq!((progress.batches, progress.accepted + progress.failed), (2, ITEMS), "{case}: {progress:?}");
    assert!(batches[1].result().is_ok(), "{case}");

    batches.iter().for_each(|batch| judge_items(&case, batch, is_unsafe, person, sandbox));
    for batch in batches {
        again(&case, batch, person, sandbox, driver);
    }
}

/// An item came as often as its reported outcome allows.
fn judge_items(
    case: &str,
    report: &BatchReport<Entities>,
    is_unsafe: bool,
    person: impl Fn(usize) -> String,
    sandbox: &Sandbox,
) {
    let arrived = arrived(sandbox);
    let times = |index: usize| arrived.get(&person(index)).copied().unwrap_or_default();
    for (index, outcome) in report.items() {
        let expected = match outcome {
            ItemOutcome::Accepted => 1..=1,
            ItemOutcome::Failed(Error::Refused(_)) => 0..=0,
            ItemOutcome::Failed(Error::Unavailable(_)) if is_unsafe => 0..=0,
            ItemOutcome::Failed(Error::Unavailable(_) | Error::Unreadable(_)) if !is_unsafe => 0..=1,
            ItemOutcome::Failed(Error::Unconfirmed(_)) if is_unsafe => 0..=1,
            outcome => panic!("{case}: {outcome:?}"),
        };
        assert!(expected.contains(&times(index)), "{case}: item {index} came {} times", times(index));
    }
}

/// A request that may be sent again is sent again, and counts once.
fn again(
    case: &str,
    report: BatchReport<Entities>,
    person: impl Fn(usize) -> String,
    sandbox: &Sandbox,
    driver: &Driver,
) {
    let is_retryable =
        report.result().is_err_and(|error| error.is_retryable() || matches!(error, Error::Unreadable(_)));
    if !is_retryable {
        return;
    }
    let people: Vec<String> = report.items().map(|(index, _)| person(index)).collect();
    assert!(driver.send(&report.into_batch()).unwrap().is_complete());
    let arrived = arrived(sandbox);
    assert!(people.iter().all(|person| arrived.get(person) == Some(&1)), "{case}: sent again later");
}

/// How many events each person has, by the sandbox's record.
fn arrived(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut arrived = BTreeMap::new();
    for event in sandbox.events() {
        *arrived.entry(event.person.unwrap()).or_default() += 1;
    }
    arrived
}
