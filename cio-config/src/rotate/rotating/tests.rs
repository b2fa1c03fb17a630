//! A `Rotating` among threads: what the public API cannot time.

use super::Rotating;
use crate::read::stamp::Files;
use crate::rotate::attempt::{LoadFacts, Loaded};
use crate::rotate::cell::Version;
use crate::rotate::error::RotateError;
use crate::rotate::refusal::Refused;
use crate::schema::key_sets::{KeySets, Sets};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(600);

/// A load whose key is its number, or always the same.
struct Source {
    loads: Arc<AtomicU64>,
    changes: bool,
    files: Option<Files>,
}

impl Source {
    fn new(changes: bool, files: Option<Files>) -> Self {
        Self { loads: Arc::default(), changes, files }
    }

    fn rotating(&self) -> Rotating<u64> {
        self.rotating_after(|_| Ok(()))
    }

    /// Each load but the first waits for something before.
    fn rotating_after(
        &self,
        before: impl Fn(u64) -> Result<(), RotateError> + Send + Sync + 'static,
    ) -> Rotating<u64> {
        let (loads, changes, files) = (self.loads.clone(), self.changes, self.files.clone());
        let load = move || {
            let number = loads.fetch_add(1, Ordering::SeqCst);
            if number > 0 {
                before(number)?;
            }
            let prints = Some(vec![(None, Some(if changes { number } else { 0 }))]);
            let second = (Sets::NONE, Vec::new());
            let facts = LoadFacts { prints, second, account: Vec::new(), files: files.clone() };
            Ok(Loaded { credentials: number, with_second: None, facts, report: None })
        };
        Rotating::from_loads(load().unwrap(), load, LIMIT, KeySets::default())
    }

    fn loads(&self) -> u64 {
        self.loads.load(Ordering::SeqCst)
    }
}

/// Sends until there is nothing to wait for: whether the send is to be repeated.
fn is_sent_again(keys: &Rotating<u64>) -> bool {
    let (at, version) = (Instant::now(), Version::default());
    loop {
        match keys.hub.refused(version, None, at) {
            Refused::Use => return true,
            Refused::Refuse => return false,
            Refused::Wait(reloading) => reloading.wait(),
        }
    }
}

#[test]
fn a_due_load_begins_with_the_next_use_and_no_caller_waits_for_it() {
    let source = Source::new(true, None);
    let go_on = Arc::new(Barrier::new(2));
    let before = go_on.clone();
    let keys = source.rotating_after(move |_| {
        before.wait();
        Ok(())
    });
    keys.hub.check_every(Duration::ZERO);
    for _ in 0..100 {
        assert_eq!(*keys.current(), 0);
    }
    go_on.wait();
    keys.hub.wait(0, None);
    assert_eq!((keys.generation(), keys.counts().other_waits), (1, 0));
}

#[test]
fn a_load_that_is_due_reads_nothing_while_the_files_are_the_same() {
    let source = Source::new(true, Some(Files::default()));
    let keys = source.rotating();
    keys.hub.check_every(Duration::ZERO);
    let _ = keys.current();
    keys.hub.wait(0, None);
    assert_eq!((source.loads(), keys.counts().unchanged), (1, 1));
    // A request reads them all the same.
    keys.reload().unwrap();
    assert_eq!(source.loads(), 2);
}

#[test]
fn any_number_of_refused_sends_are_one_load_and_all_are_sent_again() {
    for _ in 0..20 {
        let source = Source::new(true, None);
        let keys = source.rotating();
        let start = Barrier::new(32);
        thread::scope(|scope| {
            for _ in 0..32 {
                scope.spawn(|| {
                    start.wait();
                    assert!(is_sent_again(&keys));
                });
            }
        });
        assert_eq!((source.loads(), keys.generation(), *keys.current()), (2, 1, 1));
    }
}

#[test]
fn refused_sends_whose_keys_did_not_change_end_with_their_refusal_after_one_load() {
    let source = Source::new(false, None);
    let keys = source.rotating();
    thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| assert!(!is_sent_again(&keys)));
        }
    });
    assert_eq!((source.loads(), keys.generation()), (2, 0));
}

#[test]
fn a_load_that_panics_or_fails_ends_and_the_keys_stay() {
    let source = Source::new(true, None);
    let keys = source.rotating_after(|number| match number {
        1 => panic!("a bug"),
        2 => Err(RotateError::NoThread),
        _ => Ok(()),
    });
    assert!(matches!(keys.reload(), Err(RotateError::Panicked)));
    assert!(matches!(keys.reload(), Err(RotateError::NoThread)));
    assert_eq!((*keys.current(), keys.counts().failed), (0, 2));
    keys.reload().unwrap();
    assert_eq!(*keys.current(), 3);
}

#[test]
fn a_wait_that_is_dropped_leaves_the_load_running() {
    let source = Source::new(true, None);
    let go_on = Arc::new(Barrier::new(2));
    let before = go_on.clone();
    let keys = source.rotating_after(move |_| {
        before.wait();
        Ok(())
    });
    let Refused::Wait(reloading) = keys.hub.refused(Version::default(), None, Instant::now()) else {
        panic!("a load began")
    };
    let mut reloading = Box::pin(reloading);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(reloading.as_mut().poll(&mut context).is_pending());
    drop(reloading);
    go_on.wait();
    keys.hub.wait(0, None);
    assert!(matches!(keys.hub.refused(Version::default(), None, Instant::now()), Refused::Use));
    assert_eq!((source.loads(), *keys.current()), (2, 1));
}
