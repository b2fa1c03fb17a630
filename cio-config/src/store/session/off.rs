//! The session without the feature `store`: it has no stores and no state.

use crate::environment::Environment;
use crate::finding::secret_problem::SecretProblem;
use crate::reference::backend::Backend;
use crate::store::secret::{Secret, SecretRequest};

/// The state of one load.
pub(crate) struct Session {
    pub(crate) environment: Environment,
}

/// The stores of a load: none.
#[derive(Clone, Debug)]
pub(crate) struct Stores;

/// A store that was asked: no value of this type exists.
pub(crate) enum AskedStore {}

/// A secret that holds the fields of a whole struct: no value of this type exists.
pub(crate) enum WholeSecret {}

impl Stores {
    pub(crate) const fn new() -> Self {
        Self
    }
}

impl Session {
    pub(crate) fn new(environment: Environment, _: Stores) -> Self {
        Self { environment }
    }

    #[allow(clippy::unused_self, reason = "with the feature, the session knows the stores")]
    pub(crate) fn ask(&self, _: Backend, _: &[SecretRequest]) -> Option<AskedStore> {
        None
    }

    #[allow(clippy::unused_self, reason = "with the feature, the session remembers secrets")]
    pub(crate) fn remembered(&self, _: Backend, _: &SecretRequest) -> Option<WholeSecret> {
        None
    }
}

impl AskedStore {
    pub(crate) fn wait(self) -> (&'static str, Vec<Result<Secret, SecretProblem>>) {
        match self {}
    }
}

impl WholeSecret {
    pub(crate) fn read(&self) -> (&'static str, Result<&Secret, SecretProblem>) {
        match *self {}
    }
}
