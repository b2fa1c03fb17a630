//! Both clients against the sandbox: many batches, the same tally.

use crate::batch::BatchFault;
use crate::batch::report::{BatchEvent, ItemOutcome, Progress, Summary};
use crate::batch::send_all::SendAll;
use crate::error::Error;
use crate::sandbox::Sandbox;
use crate::track::v2::{Custom, PersonEvent};
use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use serde_json::json;
use std::collections::BTreeSet;

fn credentials(sandbox: &Sandbox, key: Option<&str>) -> TrackCredentials {
    let keys = sandbox.addresses().credentials(Region::Us);
    let key = TrackApiKey::new(key.unwrap_or(keys.track_api_key())).unwrap();
    TrackCredentials::new(SiteId::new(keys.site_id()).unwrap(), key, Region::Us)
}

/// Sends so many events of 10 kB through each client, and gives what was reports.
fn each<T: crate::batch::Item<Envelope = crate::track::v2::Entities>>(
    sandbox: &Sandbox,
    key: Option<&str>,
    concurrency: usize,
    items: impl Fn() -> Vec<T>,
) -> Vec<(Summary, Vec<BatchEvent<T>>)> {
    let options = SendAll::default().concurrency(concurrency);
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(credentials(sandbox, key))
            .sandbox(sandbox.addresses())
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut reports = Vec::new();
        let summary = runtime.block_on(cio.send_all(items(), &options, |report| reports.push(report)));
        results.push((summary, reports));
    }
    #[cfg(feature = "blocking")]
    {
        let cio =
            crate::client::blocking::Client::builder(credentials(sandbox, key)).sandbox(sandbox.addresses());
        let mut reports = Vec::new();
        let summary = cio.build().unwrap().send_all(items(), &options, |report| reports.push(report));
        results.push((summary, reports));
    }
    results
}

fn event(number: usize) -> PersonEvent {
    PersonEvent::new(number as u64, "imported").attribute("note", "x".repeat(10_000))
}

#[test]
fn every_item_arrives_once_in_full_batches() {
    for concurrency in [0, 1, 3, 100] {
        let sandbox = Sandbox::start().unwrap();
        for (summary, reports) in each(&sandbox, None, concurrency, || (0..200).map(event).collect()) {
            assert!(summary.is_complete(), "{summary:?}");
            assert_eq!(summary.progress(), Progress { accepted: 200, batches: 5, ..Progress::default() });
            let mut indices = BTreeSet::new();
            for report in &reports {
                let BatchEvent::Batch(batch) = report else { panic!("{report:?}") };
                assert!(batch.items().all(|(_, outcome)| matches!(outcome, ItemOutcome::Accepted)));
                indices.extend(batch.items().map(|(index, _)| index));
            }
            assert!(indices.into_iter().eq(0..200));
        }
        let sizes: Vec<usize> = sandbox.received().iter().map(|received| received.raw.len()).collect();
        assert!(sizes.iter().filter(|size| **size > 480_000).count() * 5 >= sizes.len() * 4, "{sizes:?}");
    }
}

#[test]
fn each_item_has_its_own_end() {
    let sandbox = Sandbox::start().unwrap();
    let items = || {
        let good = |id: u64| json!({"type": "person", "action": "delete", "identifiers": {"id": id}});
        let large = json!({"type": "person", "note": "x".repeat(32_000)});
        [json!([1]), good(1), json!({"type": "person", "action": "dance"}), large, good(4)]
            .map(Custom)
            .to_vec()
    };
    for (summary, reports) in each(&sandbox, None, 4, items) {
        let progress = Progress { accepted: 2, refused: 1, skipped: 2, batches: 1, ..Progress::default() };
        assert_eq!(summary.progress(), progress);
        assert!(!summary.is_complete() && summary.first_error().is_none());
        let mut ends = Vec::new();
        for report in reports {
            match report {
                BatchEvent::Skipped(skipped) => {
                    let too_large = matches!(skipped.fault(), BatchFault::TooLarge { .. });
                    ends.push((skipped.index(), if too_large { "too large" } else { "invalid" }));
                }
                BatchEvent::Batch(batch) => {
                    ends.extend(batch.items().map(|(index, outcome)| match outcome {
                        ItemOutcome::Accepted => (index, "accepted"),
                        ItemOutcome::Refused(error) => {
                            assert_eq!(error.field.as_deref(), Some("identifiers"));
                            (index, "refused")
                        }
                        outcome => panic!("{outcome:?}"),
                    }));
                }
            }
        }
        ends.sort_unstable();
        let expected = [(0, "invalid"), (1, "accepted"), (2, "refused"), (3, "too large"), (4, "accepted")];
        assert_eq!(ends, expected);
    }
}

#[test]
fn a_wrong_key_stops_it_and_every_item_that_was_taken_is_given_back() {
    let sandbox = Sandbox::start().unwrap();
    for (summary, reports) in
        each(&sandbox, Some("0123456789abcdef0123"), 1, || (0..200).map(event).collect())
    {
        assert!(summary.is_stopped() && !summary.is_complete());
        assert!(matches!(summary.first_error(), Some(Error::Refused(_))));
        // The one that did not fit into the first batch was taken too, and not sent.
        assert_eq!((summary.progress().failed, summary.progress().batches), (50, 1));
        let mut indices = Vec::new();
        for report in reports {
            let BatchEvent::Batch(report) = report else { panic!("{report:?}") };
            assert!(report.items().all(|(_, outcome)| matches!(outcome, ItemOutcome::Failed(_))));
            indices.extend_from_slice(report.into_batch().indices());
        }
        assert!(indices.into_iter().eq(0..50));
    }
}

#[test]
#[cfg(feature = "async")]
fn the_future_may_go_to_another_thread() {
    fn crosses<T: Send>(_: T) {}
    let sandbox = Sandbox::start().unwrap();
    let cio = crate::client::asynchronous::Client::builder(credentials(&sandbox, None))
        .sandbox(sandbox.addresses())
        .build()
        .unwrap();
    crosses(cio.send_all((0..3).map(event), &SendAll::default(), drop));
}

#[test]
#[cfg(feature = "blocking")]
fn a_panic_of_the_caller_ends_it_while_batches_are_under_way() {
    let sandbox = Sandbox::start().unwrap();
    let cio =
        crate::client::blocking::Client::builder(credentials(&sandbox, None)).sandbox(sandbox.addresses());
    let cio = cio.build().unwrap();
    let options = SendAll::default().concurrency(3);
    let events = || (0..200).map(event);
    let in_report = || cio.send_all(events(), &options, |_| panic!("in report"));
    let in_items = || cio.send_all(events().map(|_| -> PersonEvent { panic!("in items") }), &options, drop);
    for (send, words) in [(&in_report as &dyn Fn() -> Summary, "in report"), (&in_items, "in items")] {
        let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(send)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&words));
    }
    assert!(cio.send_all(events(), &options, drop).is_complete());
}
