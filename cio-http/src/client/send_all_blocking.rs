//! `send_all` of the blocking client.

use crate::batch::report::{BatchEvent, Summary};
use crate::batch::run::Run;
use crate::batch::send_all::SendAll;
use crate::batch::{Envelope, Item};
use crate::call::trace::Caller;
use crate::client::blocking::Client;
use crate::surface::SignedBy;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, mpsc};
use std::thread;

impl<C: Send + Sync> Client<C> {
    /// Sends any number of items in batches, a few at a time, and reports the outcome of each.
    ///
    /// As [`send_all`](crate::Client::send_all) of the async client; as many threads send as batches are on
    /// their way at a time, and `report` runs on this one. Where the operating system starts no more threads (`ulimit -u`,
    /// `pids.max`), those that run send all batches, and without any, this thread sends them one by one.
    ///
    /// ```no_run
    /// # use cio_config::TrackCredentials;
    /// # fn example(cio: &cio_http::blocking::Client<TrackCredentials>) {
    /// use cio_http::batch::SendAll;
    /// use cio_http::track::v2::PersonEvent;
    ///
    /// let events = (0..100_000_u64).map(|person| PersonEvent::new(person, "imported"));
    /// let summary = cio.send_all(events, &SendAll::default(), |report| eprintln!("{report:?}"));
    /// assert!(summary.is_complete());
    /// # }
    /// ```
    ///
    /// # Panics
    /// If `report` or the iterator does.
    pub fn send_all<I>(&self, items: I, options: &SendAll, report: impl FnMut(BatchEvent<I::Item>)) -> Summary
    where
        I: IntoIterator<Item: Item>,
        <<I::Item as Item>::Envelope as Envelope>::Surface: SignedBy<C>,
    {
        let mut run = Run::new(items, report);
        let (give, take) = mpsc::channel();
        let take = Mutex::new(take);
        let next = || take.lock().expect("no thread panics while it waits").recv();
        let (finished, results) = mpsc::channel();
        let send = |batch| {
            // A panic is passed on too: otherwise the loop below would wait forever.
            let result = catch_unwind(AssertUnwindSafe(|| self.send(&batch)));
            finished.send((batch, result)).expect("the other end outlives the threads");
        };
        let work = || {
            while let Ok(batch) = next() {
                send(batch);
            }
        };
        let caller = Caller::here();
        thread::scope(|scope| {
            // Dropped with this closure, however that ends: then the threads end too.
            let give = give;
            let (mut threads, mut under_way) = (0, 0);
            loop {
                while under_way < options.concurrency.get() {
                    let Some(batch) = run.next() else { break };
                    under_way += 1;
                    if threads < under_way {
                        let thread = thread::Builder::new();
                        let started = thread.spawn_scoped(scope, || caller.on_this_thread(work));
                        threads += usize::from(started.is_ok());
                    }
                    if threads == 0 {
                        send(batch);
                        break;
                    }
                    give.send(batch).expect("the other end is kept above");
                    // No thread was started: this batch waits for one of the others, and the next tries again.
                    if threads < under_way {
                        break;
                    }
                }
                if under_way == 0 {
                    return;
                }
                let (batch, result) = results.recv().expect("the other end is kept above");
                under_way -= 1;
                run.done(batch, result.unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        run.end()
    }
}
