//! The machine among threads: runs the loads that it asks for, and wakes who waits for one.

use super::cell::Version;
use super::error::RotateError;
use super::machine::{Action, Counts, Ended, Machine};
use crate::output::report::Report;
use crate::schema::key_sets::{KeySets, Sets};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// The state that all parts and clones of one `Rotating` share. It is not generic over the credentials.
pub(super) struct Hub {
    pub(super) started: Instant,
    /// When the interval's next load is due, in nanoseconds since the start: read without the lock, at every use of the keys.
    due: AtomicU64,
    /// The key sets that use their second set: a copy of the machine's, read as `due` is.
    switched: AtomicU64,
    state: Mutex<State>,
    changed: Condvar,
    /// The key sets of the whole struct.
    pub(super) key_sets: KeySets,
    pub(super) load: Option<Box<Load>>,
    /// Run in the order in which they were added, before any refused send goes on.
    parts: Mutex<Vec<Box<ReloadPart>>>,
    hooks: Mutex<Vec<Arc<Hook>>>,
}

/// Loads once. `if_files_changed` lets it end early when the files that it read last time are as they were.
pub(super) type Load = dyn Fn(IfFilesChanged) -> Attempt + Send + Sync;
pub(super) type IfFilesChanged = bool;
/// Takes over a new generation, or says that it is not used any more.
type ReloadPart = dyn Fn(Version) -> Result<bool, RotateError> + Send + Sync;
type Hook = dyn Fn() + Send + Sync;

/// How a load ended, before it is published.
pub(super) enum Attempt {
    /// Other keys, to be put in place as this generation.
    Changed {
        first: Sets,
        second: Sets,
        report: Option<Report>,
        publish: Box<dyn FnOnce(Version)>,
    },
    Same {
        report: Option<Report>,
    },
    Failed(RotateError),
}

pub(super) struct State {
    pub(super) machine: Machine,
    pub(super) ended: u64,
    wakers: Vec<Waker>,
    pub(super) last: Result<(), RotateError>,
    report: Option<Report>,
}

impl Hub {
    /// Nothing to load: credentials that never change.
    pub(super) fn fixed() -> Self {
        Self::new(None, Duration::ZERO, None, KeySets::default(), Sets::NONE)
    }

    pub(super) fn new(
        load: Option<Box<Load>>,
        longest_wait: Duration,
        report: Option<Report>,
        key_sets: KeySets,
        second: Sets,
    ) -> Self {
        let machine = Machine::new(longest_wait, second);
        Self {
            started: Instant::now(),
            due: AtomicU64::new(u64::MAX),
            switched: AtomicU64::new(0),
            key_sets,
            state: Mutex::new(State { machine, ended: 0, wakers: Vec::new(), last: Ok(()), report }),
            changed: Condvar::new(),
            load,
            parts: Mutex::default(),
            hooks: Mutex::default(),
        }
    }

    pub(super) fn check_every(&self, interval: Duration) {
        let (mut state, now) = (self.state(), self.now());
        state.machine.check_every(interval, now, chance());
        self.due.store(nanos(state.machine.due()), Ordering::Relaxed);
    }

    /// The keys are about to be used: begins a load if one is due.
    #[inline]
    pub(super) fn asked(self: &Arc<Self>) {
        let due = self.due.load(Ordering::Relaxed);
        if due != u64::MAX && nanos(self.now()) >= due {
            self.due_load();
        }
    }

    #[cold]
    fn due_load(self: &Arc<Self>) {
        let action = self.state().machine.asked(self.now());
        if let Action::Load(number) = action {
            self.spawn(number, true);
        }
    }

    /// Runs a load on a thread that ends with it, so no caller's task is blocked and a dropped future stops no load.
    pub(super) fn spawn(self: &Arc<Self>, number: u64, if_files_changed: IfFilesChanged) {
        let hub = Arc::clone(self);
        let run = move || hub.run(number, if_files_changed);
        if thread::Builder::new().name("cio-reload".to_owned()).spawn(run).is_err() {
            self.end(number, Attempt::Failed(RotateError::NoThread));
        }
    }

    pub(super) fn run(&self, number: u64, if_files_changed: IfFilesChanged) {
        let attempt = match &self.load {
            Some(load) => catch_unwind(AssertUnwindSafe(|| load(if_files_changed))),
            None => Ok(Attempt::Same { report: None }),
        };
        self.end(number, attempt.unwrap_or(Attempt::Failed(RotateError::Panicked)));
    }

    /// Puts new keys in place, then lets everyone go on, then reports the change.
    fn end(&self, number: u64, attempt: Attempt) {
        let (ended, last, report) = match attempt {
            Attempt::Changed { first, second, report, publish } => {
                // One load runs at a time, so no other one takes this number.
                let generation = self.state().machine.generation() + 1;
                publish(Version { generation, switched: Sets::NONE });
                let last = self.publish_parts(Version { generation, switched: self.switched() });
                (Ended::Changed { first, second }, last, report)
            }
            Attempt::Same { report } => (Ended::Same, Ok(()), report),
            Attempt::Failed(error) => (Ended::Failed, Err(error), None),
        };
        let mut state = self.state();
        let changed = state.machine.ended(number, ended, self.now(), chance());
        self.due.store(nanos(state.machine.due()), Ordering::Relaxed);
        self.switched.store(state.machine.switched().bits(), Ordering::Relaxed);
        state.last = last;
        state.report = report.or_else(|| state.report.take());
        state.ended += 1;
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.changed.notify_all();
        wakers.into_iter().for_each(Waker::wake);
        if changed {
            self.report_change();
        }
    }

    fn publish_parts(&self, version: Version) -> Result<(), RotateError> {
        let mut last = Ok(());
        lock(&self.parts).retain(|part| match catch_unwind(AssertUnwindSafe(|| part(version))) {
            Ok(Ok(is_used)) => is_used,
            Ok(Err(error)) => {
                last = Err(error);
                true
            }
            Err(_) => {
                last = Err(RotateError::Panicked);
                true
            }
        });
        last
    }

    /// A refused send made a key set change over to its second set.
    pub(super) fn has_switched(self: &Arc<Self>, state: &State) {
        self.switched.store(state.machine.switched().bits(), Ordering::Relaxed);
        if !lock(&self.hooks).is_empty() {
            let hub = Arc::clone(self);
            // The sender may be a task, which a hook must not block. Without a thread the count alone reports it.
            let _ = thread::Builder::new().name("cio-switched".to_owned()).spawn(move || hub.report_change());
        }
    }

    /// The key sets that use their second set.
    #[inline]
    pub(super) fn switched(&self) -> Sets {
        Sets::from_bits(self.switched.load(Ordering::Relaxed))
    }

    /// Without a lock: a hook may add another, or ask for the state.
    fn report_change(&self) {
        let hooks = lock(&self.hooks).clone();
        for hook in hooks {
            // The panic's message was printed, and the load is done.
            let _ = catch_unwind(AssertUnwindSafe(|| hook()));
        }
    }

    /// Adds a part that takes over each generation. `first` runs while no load can end in between.
    pub(super) fn add_part<T>(
        &self,
        first: impl FnOnce() -> T,
        part: impl FnOnce(&T) -> Box<ReloadPart>,
    ) -> T {
        let mut parts = lock(&self.parts);
        let value = first();
        parts.push(part(&value));
        value
    }

    pub(super) fn add_hook(&self, hook: Arc<Hook>) {
        lock(&self.hooks).push(hook);
    }

    /// Blocks until more loads have ended than this, or until a time.
    pub(super) fn wait(&self, ended: u64, until: Option<Instant>) {
        let mut state = self.state();
        while state.ended == ended {
            state = match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return,
                Some(left) => {
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    pub(super) fn poll_ended(&self, ended: u64, waker: &Waker) -> Poll<()> {
        let mut state = self.state();
        if state.ended != ended {
            return Poll::Ready(());
        }
        if !state.wakers.iter().any(|known| known.will_wake(waker)) {
            state.wakers.push(waker.clone());
        }
        Poll::Pending
    }

    pub(super) fn last_error(&self) -> Option<RotateError> {
        self.state().last.clone().err()
    }

    pub(super) fn report(&self) -> Option<Report> {
        self.state().report.clone()
    }

    pub(super) fn counts(&self) -> Counts {
        self.state().machine.counts()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn now(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Nothing that is locked here is left half changed by a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// A number between 0 and 1 that differs between processes.
fn chance() -> f64 {
    let random = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(random) / f64::from(u32::MAX)
}
