//! `send_all` of rows that may be errors, through both clients.

use super::{client, pair};
use cio_http::Policy;
use cio_http::batch::{BatchEvent, ItemOutcome, Progress, SendAll, Summary};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::{IdentifyPerson, PersonEvent};
use std::collections::BTreeSet;
use std::num::ParseIntError;

fn rows(file: &str) -> impl Iterator<Item = Result<IdentifyPerson, ParseIntError>> {
    file.lines().map(|line| Ok(IdentifyPerson::new(line.parse::<u64>()?)))
}

/// The outcome of each row.
fn ends(events: Vec<BatchEvent<IdentifyPerson, ParseIntError>>) -> Vec<(usize, String)> {
    let mut ends = Vec::new();
    for event in events {
        match event {
            BatchEvent::BadRow(row) => ends.push((row.index(), row.into_inner().to_string())),
            BatchEvent::Batch(batch) => ends.extend(batch.items().map(|(index, outcome)| {
                assert!(matches!(outcome, ItemOutcome::Accepted), "{outcome:?}");
                (index, "sent".to_owned())
            })),
            event => panic!("{event:?}"),
        }
    }
    ends.sort();
    ends
}

#[test]
fn a_bad_row_is_counted_and_given_back_and_the_others_are_sent() {
    let options = SendAll::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for is_blocking in [false, true] {
        let sandbox = Sandbox::start().unwrap();
        let mut events = Vec::new();
        let summary = if is_blocking {
            let cio = cio_http::blocking::Client::builder(pair(&sandbox)).sandbox(&sandbox).build().unwrap();
            cio.send_all(rows("1\ntwo\n3\n\n5"), &options, |event| events.push(event))
        } else {
            let cio = client(&sandbox);
            runtime.block_on(cio.send_all(rows("1\ntwo\n3\n\n5"), &options, |event| events.push(event)))
        };
        let Progress { accepted, bad_rows, resume_at, total, .. } = summary.progress();
        assert_eq!((accepted, bad_rows, resume_at, total), (3, 2, 5, None));
        assert!(!summary.is_complete() && summary.first_error().is_none());
        let said = [
            "sent",
            "invalid digit found in string",
            "sent",
            "cannot parse integer from empty string",
            "sent",
        ];
        assert!(ends(events).iter().map(|(_, end)| end.as_str()).eq(said));
        assert_eq!(sandbox.people().len(), 3);
    }
}

/// In batches of about 45 events.
fn events() -> impl ExactSizeIterator<Item = PersonEvent> {
    (0..300_u32).map(|person| PersonEvent::new(person, "imported").attribute("note", "x".repeat(10_000)))
}

fn import(sandbox: &Sandbox, concurrency: usize, from: usize, reports: &mut Vec<Progress>) -> Summary {
    let cio =
        cio_http::Client::builder(pair(sandbox)).policy(Policy::none()).sandbox(sandbox).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let options = SendAll::default().concurrency(concurrency);
    let sending = cio.send_all(events().skip(from), &options, |event| {
        if let BatchEvent::Batch(batch) = event {
            reports.push(batch.progress());
        }
    });
    runtime.block_on(sending)
}

#[test]
fn progress_has_the_total_the_time_and_where_to_resume() {
    for concurrency in [1, 4] {
        let sandbox = Sandbox::start().unwrap();
        let mut reports = Vec::new();
        let summary = import(&sandbox, concurrency, 0, &mut reports);
        assert!(summary.is_complete());
        assert!(reports.iter().all(|progress| progress.total == Some(300)));
        assert!(reports.windows(2).all(|pair| pair[0].elapsed <= pair[1].elapsed));
        assert!(reports.windows(2).all(|pair| pair[0].resume_at <= pair[1].resume_at), "{reports:?}");
        // Where a batch is still on its way, rows after it do not count.
        assert!(reports.iter().all(|progress| progress.resume_at <= progress.rows()), "{reports:?}");
        assert_eq!(summary.progress().resume_at, 300);
    }
}

#[test]
fn an_import_that_is_resumed_skips_no_row() {
    for concurrency in [1, 4] {
        let sandbox = Sandbox::start().unwrap();
        sandbox.fail(Fault::before(Symptom::status(503)).skip(2));
        let summary = import(&sandbox, concurrency, 0, &mut Vec::new());
        let Progress { failed, resume_at, .. } = summary.progress();
        assert!(failed > 0 && resume_at < 300, "{summary:?}");
        let rest = import(&sandbox, concurrency, resume_at, &mut Vec::new());
        assert!(rest.is_complete());
        let people: BTreeSet<_> = sandbox.events().into_iter().map(|event| event.person).collect();
        assert_eq!(people.len(), 300);
    }
}
