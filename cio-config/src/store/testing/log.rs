//! Records, in the tests of the backends, everything that their clients log.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Everything that is logged, one after the other.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<String>>);

impl Log {
    /// Everything that all threads log from here on. A subscriber of one thread may receive nothing: `tracing` caches that there
    /// is none when another thread logs first.
    #[cfg(feature = "vault")]
    pub(crate) fn of_all() -> Self {
        let log = Self::default();
        tracing::subscriber::set_global_default(log.clone()).expect("one test calls this");
        log
    }

    pub(crate) fn said(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    #[cfg(feature = "gcp")]
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap().clear();
    }
}

impl Visit for Log {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().push_str(&format!("{value:?}\n"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
