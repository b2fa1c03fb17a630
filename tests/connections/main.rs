//! How many connections clients open: as many as `max_connections` allows, however many sends there are at once.
#![cfg(target_os = "linux")]

use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use cio_http::sandbox::{Fault, Sandbox};
use cio_http::track::{DeletePerson, Identify};
use cio_http::{Advice, Client, ConnectFault, Error, Policy, blocking};
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The sockets of this process are counted, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn credentials(sandbox: &Sandbox) -> TrackCredentials {
    let keys = sandbox.credentials(Region::Us);
    let track_key = TrackApiKey::new(keys.track_api_key()).unwrap();
    TrackCredentials::new(SiteId::new(keys.site_id()).unwrap(), track_key, Region::Us)
}

fn open_sockets() -> usize {
    let files = fs::read_dir("/proc/self/fd").unwrap();
    let targets = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count()
}

/// The most connections that were open at a time: each is two sockets here, where the sandbox is in this process.
fn most_connections(work: impl FnOnce()) -> usize {
    let (before, most, is_over) = (open_sockets(), AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                most.fetch_max(open_sockets(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(1));
            }
        });
        work();
        is_over.store(true, Ordering::Relaxed);
    });
    most.into_inner().saturating_sub(before).div_ceil(2)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// A connection that is about to be opened when another becomes free is kept for later, so there may be twice as many.
fn is_bounded(most: usize, max_connections: usize) {
    println!("{most} connections, of {max_connections}");
    assert!(most <= 2 * max_connections, "{most} connections were open");
}

#[test]
fn ten_thousand_sends_at_once_use_the_connections_there_are() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    for (max_connections, sends) in [(100, 10_000), (7, 1_000), (1, 100)] {
        let cio = Client::builder(credentials(&sandbox)).sandbox(&sandbox).timeout(Duration::from_secs(300));
        // The first is the default.
        let cio = if max_connections == 100 { cio } else { cio.max_connections(max_connections) };
        let cio = cio.build().unwrap();
        let most = most_connections(|| {
            runtime().block_on(async {
                let mut sending = tokio::task::JoinSet::new();
                for person in 0..sends {
                    let cio = cio.clone();
                    sending.spawn(async move { cio.send(&Identify::new(person).attribute("n", 1)).await });
                }
                let results = sending.join_all().await;
                assert_eq!(results.len(), sends);
                results.into_iter().for_each(|result| result.unwrap());
            });
        });
        is_bounded(most, max_connections);
    }
    assert_eq!(sandbox.people().len(), 10_000);
}

#[test]
fn threads_share_the_connections_there_are() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    let cio = blocking::Client::builder(credentials(&sandbox))
        .sandbox(&sandbox)
        .timeout(Duration::from_secs(300))
        .max_connections(4)
        .build()
        .unwrap();
    let (begin, threads) = (Barrier::new(100), 0..100_u64);
    let most = most_connections(|| {
        thread::scope(|scope| {
            for index in threads {
                let (cio, begin) = (&cio, &begin);
                scope.spawn(move || {
                    begin.wait();
                    for send in 0..10 {
                        cio.send(&Identify::new(10 * index + send)).unwrap();
                    }
                });
            }
        });
    });
    is_bounded(most, 4);
    assert_eq!(sandbox.people().len(), 1_000);
}

/// A send that found no connection in time was not sent.
fn found_none(error: &Error) {
    assert!(matches!(error, Error::Unavailable(_)), "{error}");
    assert_eq!(error.connect_fault(), Some(ConnectFault::AllInUse));
    assert!(error.is_retryable() && matches!(error.advice(), Advice::RetryLater { after: None }));
    assert!(error.to_string().contains("all connections that the client may open are in use"), "{error}");
    assert!(error.hint().unwrap().contains("`max_connections`"));
}

#[test]
fn waiting_for_a_connection_ends_in_time_and_nothing_was_sent() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let timeout = Duration::from_secs(2);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    sandbox.fail(Fault::late(Duration::from_millis(1_600)).on::<Identify>());
    runtime().block_on(async {
        let cio = Client::builder(credentials(&sandbox)).sandbox(&sandbox).policy(Policy::none());
        let cio = cio.timeout(timeout).max_connections(1).build().unwrap();
        let (first, again) = (Identify::new("first"), DeletePerson::new("second"));
        let slow = tokio::spawn({
            let cio = cio.clone();
            async move { cio.send(&first).await }
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        let begun = Instant::now();
        found_none(&cio.send(&again).await.unwrap_err());
        let waited = begun.elapsed();
        assert!(timeout / 2 <= waited && waited < timeout, "{waited:?}");
        slow.await.unwrap().unwrap();
        cio.send(&again).await.unwrap();
    });

    sandbox.fail(Fault::late(Duration::from_millis(1_600)).on::<Identify>());
    let cio = blocking::Client::builder(credentials(&sandbox)).sandbox(&sandbox).policy(Policy::none());
    let cio = cio.timeout(timeout).max_connections(1).build().unwrap();
    thread::scope(|scope| {
        let slow = scope.spawn(|| cio.send(&Identify::new("first")));
        thread::sleep(Duration::from_millis(200));
        let begun = Instant::now();
        found_none(&cio.send(&DeletePerson::new("second")).unwrap_err());
        let waited = begun.elapsed();
        assert!(timeout / 2 <= waited && waited < timeout, "{waited:?}");
        slow.join().unwrap().unwrap();
    });
    cio.send(&DeletePerson::new("second")).unwrap();
    assert_eq!(sandbox.received().len(), 4);
}

#[test]
fn a_send_that_is_dropped_while_it_waits_takes_no_connection() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    sandbox.fail(Fault::late(Duration::from_millis(500)).on::<Identify>());
    runtime().block_on(async {
        let cio =
            Client::builder(credentials(&sandbox)).sandbox(&sandbox).max_connections(1).build().unwrap();
        let (first, waiting, last) = (Identify::new("1"), DeletePerson::new("2"), DeletePerson::new("3"));
        let slow = tokio::spawn({
            let cio = cio.clone();
            async move { cio.send(&first).await }
        });
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(tokio::time::timeout(Duration::from_millis(100), cio.send(&waiting)).await.is_err());
        slow.await.unwrap().unwrap();
        cio.send(&last).await.unwrap();
    });
    assert_eq!(sandbox.received().len(), 2);
}

#[test]
fn no_connection_at_all_is_a_mistake_of_the_set_up() {
    let sandbox = Sandbox::builder().keep(usize::MAX).start().unwrap();
    let client = Client::builder(credentials(&sandbox)).sandbox(&sandbox).max_connections(0).build();
    assert!(matches!(client, Err(Error::Setup(_))));
    let client =
        blocking::Client::builder(credentials(&sandbox)).sandbox(&sandbox).max_connections(0).build();
    assert!(client.unwrap_err().to_string().contains("`max_connections` is 0"));
}
