//! Asks stores: all at once, each on its own thread, with retries where they may help, and within the time limit.

use crate::finding::secret_problem::SecretProblem;
use crate::finding::store_fault::StoreFault;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a store is asked for one secret, the first time counted.
const ATTEMPTS: u32 = 3;
/// How long to wait before the second attempt. Before the third it is twice that, and each time up to half more.
const PAUSE: Duration = Duration::from_millis(100);
/// How much longer than it may take a store's answer is waited for, so that one that came just in time arrives.
const GRACE: Duration = Duration::from_millis(200);

type Answers = Vec<Result<Secret, StoreFault>>;

/// A store that is being asked.
pub(crate) struct Pending {
    store: Arc<dyn SecretStore>,
    count: usize,
    deadline: Instant,
    answers: Receiver<Answers>,
}

/// Starts to ask a store.
///
/// The thread has its own runtime, so the caller needs none, and may have one. A store that blocks delays only itself: its
/// thread is not waited for when the time is up.
pub(crate) fn start(store: Arc<dyn SecretStore>, requests: Vec<SecretRequest>, deadline: Instant) -> Pending {
    let (sender, answers) = mpsc::channel();
    let (count, asked) = (requests.len(), store.clone());
    thread::spawn(move || {
        match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                let answers = runtime.block_on(ask(&*asked, &requests, deadline));
                // The other end is gone if the time was up.
                let _ = sender.send(answers);
                // Looking a name up may block: that is not waited for.
                runtime.shutdown_background();
            }
            Err(_) => drop(sender.send(requests.iter().map(|_| Err(StoreFault::Failed(None))).collect())),
        }
    });
    Pending { store, count, deadline, answers }
}

impl Pending {
    /// Waits for the answers, one for each request.
    pub(crate) fn wait(self) -> Vec<Result<Secret, SecretProblem>> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let problem = |fault| SecretProblem::Store { fault, hint: self.store.hint(fault) };
        match self.answers.recv_timeout(left + GRACE) {
            Ok(answers) => answers.into_iter().map(|answer| answer.map_err(problem)).collect(),
            Err(RecvTimeoutError::Timeout) => {
                (0..self.count).map(|_| Err(problem(StoreFault::TimedOut))).collect()
            }
            Err(RecvTimeoutError::Disconnected) => {
                (0..self.count).map(|_| Err(SecretProblem::Panicked)).collect()
            }
        }
    }
}

/// Asks until every answer is one that asking again would not change.
async fn ask(store: &dyn SecretStore, requests: &[SecretRequest], deadline: Instant) -> Answers {
    let mut answers: Answers = requests.iter().map(|_| Err(StoreFault::TimedOut)).collect();
    let all = async {
        let mut open: Vec<usize> = (0..requests.len()).collect();
        for attempt in 0..ATTEMPTS {
            let batch: Vec<SecretRequest> = open.iter().map(|index| requests[*index].clone()).collect();
            let mut given = store.fetch(&batch).await.into_iter();
            for index in &open {
                answers[*index] = given.next().unwrap_or(Err(StoreFault::Unreadable));
            }
            open.retain(|index| matches!(&answers[*index], Err(fault) if may_change(*fault)));
            let pause = pause(attempt, open.iter().filter_map(|index| answers[*index].as_ref().err()));
            let is_last = attempt + 1 == ATTEMPTS;
            let left = deadline.saturating_duration_since(Instant::now());
            if is_last || open.is_empty() || pause >= left {
                break;
            }
            tokio::time::sleep(pause).await;
        }
    };
    // Answers that came in time are kept.
    let _ = tokio::time::timeout_at(deadline.into(), all).await;
    answers
}

/// Whether asking again may help.
fn may_change(fault: StoreFault) -> bool {
    match fault {
        StoreFault::Throttled { .. } | StoreFault::Unreachable | StoreFault::TimedOut => true,
        StoreFault::Failed(status) => status.is_none_or(|status| status >= 500),
        _ => false,
    }
}

/// How long to wait before the next attempt: the time that the store asks for, or else longer each time. It is randomized, so
/// that many processes that start together do not retry together.
fn pause<'a>(attempt: u32, faults: impl Iterator<Item = &'a StoreFault>) -> Duration {
    let asked = faults.filter_map(|fault| match fault {
        StoreFault::Throttled { retry_after } => *retry_after,
        _ => None,
    });
    let own = PAUSE * 2u32.pow(attempt);
    let more = RandomState::new().hash_one(attempt) % 512;
    asked.max().unwrap_or_default().max(own + own * u32::try_from(more).unwrap_or(0) / 1024)
}
