//! `send_stream`: a batch goes when it is full or old, nothing is kept besides, and it ends with the stream.

use super::client;
use cio_http::batch::{BatchEvent, Progress, SendAll};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::PersonEvent;
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// In batches of about 45.
fn event(person: usize) -> PersonEvent {
    PersonEvent::new(person as u64, "imported").attribute("note", "x".repeat(10_000))
}

fn received<T: Send>(receiver: mpsc::Receiver<T>) -> impl Stream<Item = T> + Send {
    stream::unfold(receiver, |mut receiver| async { Some((receiver.recv().await?, receiver)) })
}

#[test]
fn a_batch_goes_when_it_is_old_though_it_is_not_full() {
    let sandbox = Sandbox::start().unwrap();
    let cio = client(&sandbox);
    let options = SendAll::default().linger(Duration::from_millis(200));
    runtime().block_on(async {
        let (give, take) = mpsc::channel(1);
        let (sender, mut progress_of_batches) = mpsc::unbounded_channel();
        let sending = cio.send_stream(received(take), &options, |event| match event {
            BatchEvent::Batch(batch) => sender.send(batch.progress()).unwrap(),
            event => panic!("{event:?}"),
        });
        let filling = async {
            for first in [0, 2] {
                let begun = Instant::now();
                give.send(event(first)).await.unwrap();
                tokio::time::sleep(Duration::from_millis(100)).await;
                give.send(event(first + 1)).await.unwrap();
                let progress: Progress = progress_of_batches.recv().await.unwrap();
                // As old as its first item.
                assert_eq!((progress.accepted, progress.resume_at), (first + 2, first + 2));
                assert!(begun.elapsed() >= Duration::from_millis(200));
                assert!(begun.elapsed() < Duration::from_secs(5));
            }
            drop(give);
        };
        let (summary, ()) = tokio::join!(sending, filling);
        assert!(summary.is_complete());
        assert_eq!((summary.progress().batches, summary.progress().total), (2, None));
    });
}

#[test]
fn a_full_batch_goes_at_once_and_the_end_of_the_stream_sends_the_rest() {
    let sandbox = Sandbox::start().unwrap();
    let cio = client(&sandbox);
    let options = SendAll::default().linger(Duration::from_secs(3600));
    let begun = Instant::now();
    let summary = runtime().block_on(cio.send_stream(stream::iter((0..200).map(event)), &options, drop));
    assert!(summary.is_complete());
    assert_eq!((summary.progress().accepted, summary.progress().batches), (200, 5));
    assert_eq!((summary.progress().total, summary.progress().resume_at), (Some(200), 200));
    assert!(begun.elapsed() < Duration::from_secs(600));
}

/// A stream that is always ready runs ahead by the batches that are on their way, and the one that is filled.
#[test]
fn nothing_is_taken_ahead_of_what_is_on_its_way() {
    for concurrency in [1, 3] {
        let sandbox = Sandbox::start().unwrap();
        let cio = client(&sandbox);
        let (taken, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let rows = stream::iter((0..600).map(|person| {
            let ahead = taken.fetch_add(1, SeqCst) + 1 - ended.load(SeqCst);
            assert!(ahead <= 50 * concurrency + 1, "{ahead}");
            event(person)
        }));
        let options = SendAll::default().concurrency(concurrency);
        let summary = runtime().block_on(cio.send_stream(rows, &options, |event| {
            if let BatchEvent::Batch(batch) = event {
                ended.store(batch.progress().rows(), SeqCst);
            }
        }));
        assert!(summary.is_complete());
    }
}

#[test]
fn bad_rows_and_a_wrong_key_are_as_in_send_all() {
    let sandbox = Sandbox::start().unwrap();
    let cio = client(&sandbox);
    let rows = || stream::iter((0..200).map(|row| if row == 7 { Err("row 7") } else { Ok(event(row)) }));
    let mut bad = Vec::new();
    let summary = runtime().block_on(cio.send_stream(rows(), &SendAll::default(), |event| {
        if let BatchEvent::BadRow(row) = event {
            bad.push((row.index(), row.into_inner()));
        }
    }));
    assert_eq!(bad, [(7, "row 7")]);
    assert_eq!((summary.progress().accepted, summary.progress().bad_rows), (199, 1));

    sandbox.fail(Fault::before(Symptom::status(401)).always());
    let options = SendAll::default().concurrency(1);
    let mut given_back = 0;
    let summary = runtime().block_on(cio.send_stream(rows(), &options, |event| {
        if let BatchEvent::Batch(batch) = event {
            assert!(batch.result().is_err());
            given_back += batch.into_batch().len();
        }
    }));
    assert!(summary.is_stopped());
    assert_eq!((given_back, summary.progress().failed, summary.progress().resume_at), (50, 50, 0));
}

#[test]
fn the_future_may_go_to_another_thread() {
    fn crosses<T: Send>(_: T) {}
    let sandbox = Sandbox::start().unwrap();
    let cio = client(&sandbox);
    let (_give, take) = mpsc::channel::<Result<PersonEvent, Infallible>>(1);
    crosses(cio.send_stream(received(take), &SendAll::default(), drop));
}
