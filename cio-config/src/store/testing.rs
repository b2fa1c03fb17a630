//! Helpers for the tests of the backends.

#[cfg(any(feature = "gcp", feature = "vault"))]
pub(crate) mod log;

use crate::finding::store_fault::StoreFault;
use crate::store::secret::Content;
use crate::store::secret::Secret;

/// Runs a future as a load does: on a thread's own runtime.
pub(super) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The value of an answer.
pub(super) fn text(answer: &Result<Secret, StoreFault>) -> &str {
    match &answer.as_ref().unwrap().content {
        Content::Value(bytes) => std::str::from_utf8(bytes).unwrap(),
        Content::Fields(_) => panic!("this store keeps one value"),
    }
}
