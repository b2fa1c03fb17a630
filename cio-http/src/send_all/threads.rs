//! `send_all` of the blocking client.

use super::SendAll;
use super::report::{Report, Summary};
use super::run::Run;
use crate::batch::{Envelope, Item};
use crate::blocking::Client;
use crate::surface::SignedBy;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;

impl<C: Send + Sync> Client<C> {
    /// Sends any number of items in batches, a few at a time, and tells what becomes of each.
    ///
    /// As [`send_all`](crate::Client::send_all) of the async client; each batch on its way has a thread, and `tell`
    /// runs on this one.
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
    /// If `tell` or the iterator does.
    pub fn send_all<I>(&self, items: I, options: &SendAll, tell: impl FnMut(Report<I::Item>)) -> Summary
    where
        I: IntoIterator<Item: Item>,
        <<I::Item as Item>::Envelope as Envelope>::Surface: SignedBy<C>,
    {
        let mut run = Run::new(items, tell);
        let (finished, results) = mpsc::channel();
        std::thread::scope(|scope| {
            let mut under_way = 0;
            loop {
                while under_way < options.concurrency.get() {
                    let Some(batch) = run.next() else { break };
                    let finished = finished.clone();
                    scope.spawn(move || {
                        // A panic is carried over too: without a word of it this would be waited for forever.
                        let result = catch_unwind(AssertUnwindSafe(|| self.send(&batch)));
                        // Nobody is left to be told if the caller's thread has panicked.
                        let _ = finished.send((batch, result));
                    });
                    under_way += 1;
                }
                if under_way == 0 {
                    return;
                }
                let (batch, result) = results.recv().expect("this thread holds a sender itself");
                under_way -= 1;
                run.done(batch, result.unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        run.end()
    }
}
