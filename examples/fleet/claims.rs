//! Claims: written before a send leaves, so that no two workers send one item, and none sends it again after a crash.

use async_nats::jetstream::kv::{Operation, Store};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::sleep;

/// The bucket, and how this worker signs in it.
#[derive(Clone)]
pub(crate) struct Claims {
    bucket: Store,
    worker: String,
}

/// What came of asking for one.
pub(crate) enum Claim {
    /// It is this worker's, and the item was not sent before.
    Mine(Mine),
    /// A worker had it before, and said afterwards that the item was sent.
    Sent,
    /// A worker had it before and did not say more: the item may have been sent.
    Held,
}

/// A claim of this worker.
pub(crate) struct Mine {
    id: String,
    token: String,
    revision: u64,
}

const SENT: &[u8] = b"sent";

/// What sets the claims of this process apart.
static MADE: AtomicU64 = AtomicU64::new(0);

impl Claims {
    pub(crate) fn new(bucket: Store) -> Self {
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        Self { bucket, worker: format!("{}-{started:x}", std::process::id()) }
    }

    /// Asks until the server answers: without an answer nothing may be sent.
    pub(crate) async fn claim(&self, id: &str) -> Claim {
        let token = format!("claimed by {} {}", self.worker, MADE.fetch_add(1, Ordering::Relaxed));
        loop {
            if let Ok(revision) = self.bucket.create(id, token.clone().into()).await {
                return Claim::Mine(Mine { id: id.into(), token, revision });
            }
            // It is there, or the answer to this worker's own was lost.
            match self.bucket.entry(id).await {
                Ok(Some(entry)) if entry.operation == Operation::Put => {
                    return if entry.value == token {
                        Claim::Mine(Mine { id: id.into(), token, revision: entry.revision })
                    } else if entry.value == SENT {
                        Claim::Sent
                    } else {
                        Claim::Held
                    };
                }
                _ => sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// Says that the item was sent, for whoever finds the claim.
    pub(crate) async fn sent(&self, mine: &Mine) {
        while self.bucket.update(&mine.id, SENT.into(), mine.revision).await.is_err() {
            if !self.is_there(mine).await {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Takes a claim back, since the item certainly was not sent.
    pub(crate) async fn release(&self, mine: &Mine) {
        while self.bucket.delete_expect_revision(&mine.id, Some(mine.revision)).await.is_err() {
            if !self.is_there(mine).await {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Whether the claim is as it was made; also if the server does not answer.
    async fn is_there(&self, mine: &Mine) -> bool {
        match self.bucket.entry(&mine.id).await {
            Ok(Some(entry)) => entry.operation == Operation::Put && entry.value == mine.token,
            Ok(None) => false,
            Err(_) => true,
        }
    }
}
