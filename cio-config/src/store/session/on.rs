//! The stores of one load: all have one deadline, and a secret that was read for a whole struct is not read again.

use crate::environment::Environment;
use crate::finding::secret_problem::SecretProblem;
use crate::finding::store_fault::StoreFault;
use crate::reference::backend::Backend;
use crate::store::ask::{self, Pending};
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
pub(crate) use crate::store::stores::Stores;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The state of one load.
pub(crate) struct Session {
    pub(crate) environment: Environment,
    stores: Stores,
    /// Set when the first store is asked: the time limit covers all stores together.
    deadline: OnceCell<Instant>,
    whole_secrets: RefCell<Vec<(Backend, SecretRequest, Arc<WholeSecret>)>>,
}

/// A secret that holds the fields of a whole struct. A reference that names the same secret takes it from here.
pub(crate) struct WholeSecret {
    /// The name of the store.
    pub(crate) store: &'static str,
    pub(crate) secret: Result<Secret, SecretProblem>,
}

/// A store that was asked, or why it could not be.
pub(crate) struct AskedStore {
    store: &'static str,
    count: usize,
    pending: Result<Pending, StoreFault>,
}

/// The longest time limit: `Instant` overflows if more is added to it.
const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

impl Session {
    pub(crate) fn new(environment: Environment, stores: Stores) -> Self {
        Self { environment, stores, deadline: OnceCell::new(), whole_secrets: RefCell::default() }
    }

    /// Starts to ask the store of a backend for secrets, without waiting. `None` if this build has no store for it.
    pub(crate) fn ask(&self, backend: Backend, requests: &[SecretRequest]) -> Option<AskedStore> {
        let count = requests.len();
        Some(match self.store(backend)? {
            Ok(store) => {
                AskedStore { store: store.name(), count, pending: Ok(self.start(store, requests.to_vec())) }
            }
            Err(fault) => AskedStore { store: backend.name(), count, pending: Err(fault) },
        })
    }

    /// Reads one secret of a store.
    pub(crate) fn read_one(
        &self,
        store: Arc<dyn SecretStore>,
        request: SecretRequest,
    ) -> Result<Secret, SecretProblem> {
        self.start(store, vec![request]).wait().pop().unwrap_or(Err(SecretProblem::Panicked))
    }

    /// The store that answers for a backend.
    pub(crate) fn store(&self, backend: Backend) -> Option<Result<Arc<dyn SecretStore>, StoreFault>> {
        self.stores.of(backend, &self.environment)
    }

    pub(crate) fn remember(&self, backend: Backend, request: SecretRequest, secret: Arc<WholeSecret>) {
        self.whole_secrets.borrow_mut().push((backend, request, secret));
    }

    /// The secret that was read for a whole struct, if the request is for the same one.
    pub(crate) fn remembered(&self, backend: Backend, request: &SecretRequest) -> Option<Arc<WholeSecret>> {
        let secrets = self.whole_secrets.borrow();
        let found = secrets.iter().find(|(of, known, _)| *of == backend && known == request);
        found.map(|(_, _, secret)| secret.clone())
    }

    fn start(&self, store: Arc<dyn SecretStore>, requests: Vec<SecretRequest>) -> Pending {
        let deadline = *self.deadline.get_or_init(|| Instant::now() + self.stores.limit.min(LONGEST));
        ask::start(store, requests, deadline)
    }
}

impl AskedStore {
    /// Waits for the answers, one for each request, and names the store.
    pub(crate) fn wait(self) -> (&'static str, Vec<Result<Secret, SecretProblem>>) {
        let answers = match self.pending {
            Ok(pending) => pending.wait(),
            Err(fault) => {
                let problem = SecretProblem::Store { fault, hint: None };
                (0..self.count).map(|_| Err(problem)).collect()
            }
        };
        (self.store, answers)
    }
}

impl WholeSecret {
    pub(crate) fn read(&self) -> (&'static str, Result<&Secret, SecretProblem>) {
        (self.store, self.secret.as_ref().map_err(|problem| *problem))
    }
}
