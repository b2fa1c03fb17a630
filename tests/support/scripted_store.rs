//! A store that answers from a script, and remembers what it was asked.

use cio_config::{Fetching, Secret, SecretRequest, SecretStore, StoreFault};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

type Answer = Box<dyn FnMut(&SecretRequest) -> Result<Secret, StoreFault> + Send>;

/// Answers each request by a function, and records the calls, each with its requests.
#[derive(Clone)]
pub struct Scripted {
    answer: Arc<Mutex<Answer>>,
    calls: Arc<Mutex<Vec<Vec<SecretRequest>>>>,
}

impl Scripted {
    /// Answers each request by a function.
    pub fn new(answer: impl FnMut(&SecretRequest) -> Result<Secret, StoreFault> + Send + 'static) -> Self {
        Self { answer: Arc::new(Mutex::new(Box::new(answer))), calls: Arc::default() }
    }

    /// Answers every request with the same JSON.
    #[must_use]
    pub fn json(text: &'static str) -> Self {
        Self::new(move |_| Ok(Secret::value(text.as_bytes().to_vec())))
    }

    /// The faults one after the other, then the secret of [`json`](Self::json).
    pub fn failing_first(faults: impl IntoIterator<Item = StoreFault>, text: &'static str) -> Self {
        let mut faults: VecDeque<StoreFault> = faults.into_iter().collect();
        Self::new(move |_| match faults.pop_front() {
            Some(fault) => Err(fault),
            None => Ok(Secret::value(text.as_bytes().to_vec())),
        })
    }

    /// The calls so far, each with its requests.
    #[must_use]
    #[allow(clippy::missing_panics_doc, reason = "only after a panic in a test")]
    pub fn calls(&self) -> Vec<Vec<SecretRequest>> {
        self.calls.lock().unwrap().clone()
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scripted").field("calls", &self.calls).finish_non_exhaustive()
    }
}

impl SecretStore for Scripted {
    fn name(&self) -> &'static str {
        "the scripted store"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        self.calls.lock().unwrap().push(requests.to_vec());
        let mut answer = self.answer.lock().unwrap();
        let answers: Vec<_> = requests.iter().map(&mut *answer).collect();
        Box::pin(async move { answers })
    }
}
