//! Reads the secrets that references name: stores, files, and 1Password's command line client.

use crate::environment::Environment;
use crate::finding::note::Note;
use crate::finding::secret_problem::SecretProblem;
use crate::read::{file, program};
use crate::reference::backend::Backend;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::session::{AskedStore, Session};
use std::path::Path;
use std::thread;

/// Secrets of one backend, each once.
pub(crate) struct Batch {
    pub(crate) backend: Backend,
    pub(crate) requests: Vec<SecretRequest>,
}

/// The answers to a batch, one for each request.
pub(crate) struct Fetched {
    /// The name of the store.
    pub(crate) store: &'static str,
    pub(crate) secrets: Vec<FetchedSecret>,
}

type FetchedSecret = Result<(Secret, Vec<Note>), SecretProblem>;

/// How many programs run at a time.
const PROGRAMS: usize = 8;

/// Reads the secrets of all batches. `None` for a backend that this build does not read.
pub(crate) fn fetch(batches: &[Batch], session: &Session) -> Vec<Option<Fetched>> {
    // All stores are asked before the first is waited for, so they work at the same time.
    let asked: Vec<Option<AskedStore>> =
        batches.iter().map(|batch| session.ask(batch.backend, &batch.requests)).collect();
    let fetched = batches.iter().zip(asked).map(|(batch, asked)| match asked {
        Some(asked) => {
            let (store, secrets) = asked.wait();
            let secrets = secrets.into_iter().map(|secret| Ok((secret?, Vec::new()))).collect();
            Some(Fetched { store, secrets })
        }
        None => read_here(batch, &session.environment),
    });
    fetched.collect()
}

/// The backends that need no store.
fn read_here(batch: &Batch, environment: &Environment) -> Option<Fetched> {
    let secrets = match batch.backend {
        Backend::File => batch.requests.iter().map(read_file).collect(),
        Backend::OnePassword => run_programs(&batch.requests, environment),
        _ => return None,
    };
    Some(Fetched { store: batch.backend.name(), secrets })
}

/// Runs `op` once for each reference, several at a time, because each may take a second.
fn run_programs(requests: &[SecretRequest], environment: &Environment) -> Vec<FetchedSecret> {
    let run = |request: &SecretRequest| match program::one_password(request.path(), environment) {
        Ok(value) => Ok((Secret::value(value.into_bytes()), vec![])),
        Err(fault) => Err(SecretProblem::Command(fault)),
    };
    let mut secrets = Vec::new();
    for some in requests.chunks(PROGRAMS) {
        thread::scope(|scope| {
            let threads: Vec<_> = some.iter().map(|request| scope.spawn(|| run(request))).collect();
            let ended = threads.into_iter().map(thread::ScopedJoinHandle::join);
            secrets.extend(ended.map(|secret| secret.unwrap_or(Err(SecretProblem::Panicked))));
        });
    }
    secrets
}

fn read_file(request: &SecretRequest) -> FetchedSecret {
    match file::read_value(Path::new(request.path())) {
        Ok((value, notes)) => Ok((Secret::value(value.into_bytes()), notes)),
        Err(reason) => Err(SecretProblem::File(reason)),
    }
}
