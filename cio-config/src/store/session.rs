//! One load while it runs: its environment, the stores it may ask, and until when.

use crate::environment::Environment;
use crate::finding::note::Note;
use crate::finding::secret_problem::SecretProblem;
#[cfg(feature = "store")]
use crate::finding::store_fault::StoreFault;
use crate::read::{file, program as command};
use crate::reference::backend::Backend;
#[cfg(feature = "store")]
use crate::store::ask;
#[cfg(feature = "store")]
use crate::store::ask::Pending;
use crate::store::secret::{Secret, SecretRequest};
#[cfg(feature = "store")]
use crate::store::secret_store::SecretStore;
#[cfg(feature = "store")]
use crate::store::stores::Stores;
#[cfg(feature = "store")]
use std::cell::{OnceCell, RefCell};
use std::path::Path;
#[cfg(feature = "store")]
use std::sync::Arc;
use std::thread;
#[cfg(feature = "store")]
use std::time::{Duration, Instant};

/// What a load knows while it runs.
pub(crate) struct Session {
    pub(crate) environment: Environment,
    #[cfg(feature = "store")]
    stores: Stores,
    /// Counted from the first store that is asked: all have it together.
    #[cfg(feature = "store")]
    deadline: OnceCell<Instant>,
    /// What was read for a whole struct: a reference to it needs no other read.
    #[cfg(feature = "store")]
    kept: RefCell<Vec<(Backend, SecretRequest, Arc<Kept>)>>,
}

#[cfg(feature = "store")]
/// What a store gave for a whole struct. A reference that names the same secret takes it too.
pub(crate) struct Kept {
    /// What people call the store.
    pub(crate) store: &'static str,
    pub(crate) secret: Result<Secret, SecretProblem>,
}

/// Secrets of one backend, each once.
pub(crate) struct Wish {
    pub(crate) backend: Backend,
    pub(crate) requests: Vec<SecretRequest>,
}

/// What a wish came to: an answer for each request.
pub(crate) struct Granted {
    /// What people call the store.
    pub(crate) store: &'static str,
    pub(crate) answers: Answers,
}

type Answers = Vec<Result<(Secret, Vec<Note>), SecretProblem>>;

/// The longest that stores may take: a clock does not go on without end.
#[cfg(feature = "store")]
const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// How many programs run at a time.
const PROGRAMS: usize = 8;

impl Session {
    pub(crate) fn new(environment: Environment, #[cfg(feature = "store")] stores: Stores) -> Self {
        Self {
            environment,
            #[cfg(feature = "store")]
            stores,
            #[cfg(feature = "store")]
            deadline: OnceCell::new(),
            #[cfg(feature = "store")]
            kept: RefCell::default(),
        }
    }

    /// Reads secrets, of all backends at once. There is no answer for a backend that nothing reads.
    pub(crate) fn read(&self, wishes: &[Wish]) -> Vec<Option<Granted>> {
        // All are asked before the first is waited for.
        let asked: Vec<Option<Asked>> = wishes.iter().map(|wish| self.ask(wish)).collect();
        wishes.iter().zip(asked).map(|(wish, asked)| Some(asked?.wait(wish, &self.environment))).collect()
    }

    /// Keeps what was read for a whole struct.
    #[cfg(feature = "store")]
    pub(crate) fn keep(&self, backend: Backend, request: SecretRequest, kept: Arc<Kept>) {
        self.kept.borrow_mut().push((backend, request, kept));
    }

    /// What was read for a whole struct, if this is it.
    #[cfg(feature = "store")]
    pub(crate) fn kept(&self, backend: Backend, request: &SecretRequest) -> Option<Arc<Kept>> {
        let kept = self.kept.borrow();
        let found = kept.iter().find(|(keeper, known, _)| *keeper == backend && known == request);
        found.map(|(_, _, kept)| kept.clone())
    }

    fn ask(&self, wish: &Wish) -> Option<Asked> {
        #[cfg(feature = "store")]
        match self.stores.of(wish.backend, &self.environment) {
            Some(Ok(store)) => {
                return Some(Asked::Store(store.name(), self.start(store, wish.requests.clone())));
            }
            Some(Err(fault)) => return Some(Asked::NotSetUp(fault)),
            None => {}
        }
        matches!(wish.backend, Backend::File | Backend::OnePassword).then_some(Asked::Here)
    }

    /// Reads one secret of a store.
    #[cfg(feature = "store")]
    pub(crate) fn read_of(
        &self,
        store: Arc<dyn SecretStore>,
        request: SecretRequest,
    ) -> Result<Secret, SecretProblem> {
        self.start(store, vec![request]).wait().pop().unwrap_or(Err(SecretProblem::Panicked))
    }

    /// The store that answers for a backend.
    #[cfg(feature = "store")]
    pub(crate) fn store(&self, backend: Backend) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
        self.stores.of(backend, &self.environment)
    }

    #[cfg(feature = "store")]
    fn start(&self, store: Arc<dyn SecretStore>, requests: Vec<SecretRequest>) -> Pending {
        let deadline = *self.deadline.get_or_init(|| Instant::now() + self.stores.limit.min(FOREVER));
        ask::start(store, requests, deadline)
    }
}

/// Who is to answer.
enum Asked {
    /// A file is read, or a program run, without a store.
    Here,
    #[cfg(feature = "store")]
    Store(&'static str, Pending),
    #[cfg(feature = "store")]
    NotSetUp(StoreFault),
}

impl Asked {
    fn wait(self, wish: &Wish, environment: &Environment) -> Granted {
        let Wish { backend, requests } = wish;
        let answers = match self {
            #[cfg(feature = "store")]
            Self::Store(store, pending) => {
                let answers = pending.wait().into_iter().map(|answer| answer.map(|secret| (secret, vec![])));
                return Granted { store, answers: answers.collect() };
            }
            #[cfg(feature = "store")]
            Self::NotSetUp(fault) => {
                let problem = SecretProblem::Store { fault, hint: None };
                requests.iter().map(|_| Err(problem)).collect()
            }
            Self::Here if *backend == Backend::File => requests.iter().map(read_file).collect(),
            Self::Here => run_programs(requests, environment),
        };
        Granted { store: backend.name(), answers }
    }
}

/// Runs `op` once for each reference, several at a time: each may take a second.
fn run_programs(requests: &[SecretRequest], environment: &Environment) -> Answers {
    let run = |request: &SecretRequest| match command::one_password(request.path(), environment) {
        Ok(value) => Ok((Secret::value(value.into_bytes()), vec![])),
        Err(fault) => Err(SecretProblem::Command(fault)),
    };
    let mut answers = Vec::new();
    for some in requests.chunks(PROGRAMS) {
        thread::scope(|scope| {
            let threads: Vec<_> = some.iter().map(|request| scope.spawn(|| run(request))).collect();
            let ended = threads.into_iter().map(thread::ScopedJoinHandle::join);
            answers.extend(ended.map(|answer| answer.unwrap_or(Err(SecretProblem::Panicked))));
        });
    }
    answers
}

fn read_file(request: &SecretRequest) -> Result<(Secret, Vec<Note>), SecretProblem> {
    match file::read_value(Path::new(request.path())) {
        Ok((value, notes)) => Ok((Secret::value(value.into_bytes()), notes)),
        Err(reason) => Err(SecretProblem::File(reason)),
    }
}
