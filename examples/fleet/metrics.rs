//! One line of JSON a second: what this worker did so far.

use crate::delivery::{Delivery, Held};
use crate::parking::Why;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pulled: AtomicU64,
    redelivered: AtomicU64,
    /// Items of batches, and single sends.
    accepted: AtomicU64,
    refused: AtomicU64,
    given_back: AtomicU64,
    parked: AtomicU64,
    claims_found: AtomicU64,
}

impl Metrics {
    pub(crate) fn pulled(&self, deliveries: &[Delivery]) {
        let again = deliveries.iter().filter(|delivery| delivery.times > 1).count();
        self.pulled.fetch_add(deliveries.len() as u64, Ordering::Relaxed);
        self.redelivered.fetch_add(again as u64, Ordering::Relaxed);
    }

    pub(crate) fn accepted(&self) {
        self.accepted.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn given_back(&self) {
        self.given_back.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn parked(&self, why: Why) {
        self.parked.fetch_add(1, Ordering::Relaxed);
        self.refused.fetch_add(u64::from(why == Why::Refused), Ordering::Relaxed);
        self.claims_found.fetch_add(u64::from(why == Why::Claimed), Ordering::Relaxed);
    }

    /// Prints until the program ends.
    pub(crate) async fn print(&self, held: &Held) {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            println!("{}", self.line(held));
        }
    }

    pub(crate) fn line(&self, held: &Held) -> serde_json::Value {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        serde_json::json!({
            "pulled": count(&self.pulled),
            "redelivered": count(&self.redelivered),
            "held": held.len(),
            "accepted": count(&self.accepted),
            "refused": count(&self.refused),
            "given_back": count(&self.given_back),
            "parked": count(&self.parked),
            "claims_found": count(&self.claims_found),
        })
    }
}
