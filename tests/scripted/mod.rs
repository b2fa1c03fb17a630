//! A store that answers from a script, and remembers what it was asked.

use cio_config::{Fetching, Secret, SecretRequest, SecretStore, StoreFault};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

type Answer = Box<dyn FnMut(&SecretRequest) -> Result<Secret, StoreFault> + Send>;

/// Answers each request by a function; the calls, each with its requests, can be looked at afterwards.
#[derive(Clone)]
pub(crate) struct Scripted {
    answer: Arc<Mutex<Answer>>,
    calls: Arc<Mutex<Vec<Vec<SecretRequest>>>>,
}

impl Scripted {
    pub(crate) fn new(
        answer: impl FnMut(&SecretRequest) -> Result<Secret, StoreFault> + Send + 'static,
    ) -> Self {
        Self { answer: Arc::new(Mutex::new(Box::new(answer))), calls: Arc::default() }
    }

    /// One secret that holds JSON, whatever is asked for.
    #[allow(dead_code, reason = "not every test program needs it")]
    pub(crate) fn json(text: &'static str) -> Self {
        Self::new(move |_| Ok(Secret::value(text.as_bytes().to_vec())))
    }

    /// The faults one after the other, then the secret of [`json`](Self::json).
    #[allow(dead_code, reason = "not every test program needs it")]
    pub(crate) fn failing_first(faults: impl IntoIterator<Item = StoreFault>, text: &'static str) -> Self {
        let mut faults: VecDeque<StoreFault> = faults.into_iter().collect();
        Self::new(move |_| match faults.pop_front() {
            Some(fault) => Err(fault),
            None => Ok(Secret::value(text.as_bytes().to_vec())),
        })
    }

    #[allow(dead_code, reason = "not every test program needs it")]
    pub(crate) fn calls(&self) -> Vec<Vec<SecretRequest>> {
        self.calls.lock().unwrap().clone()
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
