//! 64 tasks and 8 threads that send until they are stopped.

use cio_config::{Rotating, TrackCredentials};
use cio_http::sandbox::Sandbox;
use cio_http::{Error, blocking, track};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

const TASKS: usize = 64;
const THREADS: usize = 8;
/// Between two sends of one sender: the record of every send is kept in memory.
const PAUSE: Duration = Duration::from_millis(40);

#[derive(Default)]
pub(crate) struct Senders {
    stopped: AtomicBool,
    next: AtomicU64,
    accepted: Mutex<BTreeSet<String>>,
    failures: Mutex<Vec<String>>,
}

impl Senders {
    /// Sends through both clients while `work` runs.
    pub(crate) fn during<T>(
        &self,
        sandbox: &Sandbox,
        keys: &Rotating<TrackCredentials>,
        work: impl FnOnce() -> T,
    ) -> Result<T, Error> {
        let threads = blocking::Client::rotating_builder(keys).sandbox(sandbox).build()?;
        let tasks = cio_http::Client::rotating_builder(keys).sandbox(sandbox).build()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime can be built");
        Ok(thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    while let Some(identify) = self.next() {
                        self.note(&identify, threads.send(&identify.operation()));
                        thread::sleep(PAUSE);
                    }
                });
            }
            scope.spawn(|| {
                let send = async || {
                    while let Some(identify) = self.next() {
                        let result = tasks.send(&identify.operation()).await;
                        self.note(&identify, result);
                        tokio::time::sleep(PAUSE).await;
                    }
                };
                runtime.block_on(futures_util::future::join_all((0..TASKS).map(|_| send())));
            });
            let done = work();
            self.stopped.store(true, Ordering::SeqCst);
            done
        }))
    }

    fn next(&self) -> Option<Person> {
        if self.stopped.load(Ordering::SeqCst) {
            return None;
        }
        Some(Person(format!("person-{}", self.next.fetch_add(1, Ordering::SeqCst))))
    }

    fn note(&self, person: &Person, result: Result<(), Error>) {
        match result {
            Ok(()) => drop(lock(&self.accepted).insert(person.0.clone())),
            Err(error) => lock(&self.failures).push(error.to_string()),
        }
    }

    pub(crate) fn sent(&self) -> u64 {
        self.next.load(Ordering::SeqCst)
    }

    /// Everyone whose send was `Ok`.
    pub(crate) fn accepted(&self) -> BTreeSet<String> {
        lock(&self.accepted).clone()
    }

    pub(crate) fn failures(&self) -> Vec<String> {
        lock(&self.failures).clone()
    }
}

struct Person(String);

impl Person {
    fn operation(&self) -> track::Identify {
        track::Identify::new(self.0.as_str())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
