//! The stores of a loader, and the load that waits without blocking.

use crate::finding::load_error::LoadError;
use crate::generated::declared::Declared;
use crate::load::build::build;
use crate::load::look_up::SetsAsked;
use crate::loader::Loader;
use crate::loader::search::settle;
use crate::reference::backend::Backend;
use crate::source::Source;
use crate::source::answer::{FieldAnswer, WhichFields};
use crate::source::store::StoredSecret;
use crate::store::secret_store::SecretStore;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

impl<C: Declared> Loader<C> {
    /// Looks in one secret of a store, which must exist: a field of it is called like the key in a document
    /// (`app_api_key`) or like the variable (`CUSTOMERIO_APP_API_KEY`).
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// It is read once, and only if a source before it lacks a field. In a workspace's struct the key has the workspace in front:
    /// `marketing_app_api_key`. References in the secret are not followed.
    ///
    /// ```
    /// use cio_config::{AppCredentials, CioCredentials, Environment, Fetching, Secret, SecretRequest, SecretStore};
    ///
    /// struct Cupboard;
    ///
    /// impl SecretStore for Cupboard {
    ///     fn name(&self) -> &'static str {
    ///         "the cupboard"
    ///     }
    ///
    ///     fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
    ///         let secret = || Secret::value(br#"{"app_api_key": "0123456789abcdef", "region": "eu"}"#.to_vec());
    ///         Box::pin(async move { requests.iter().map(|_| Ok(secret())).collect() })
    ///     }
    /// }
    ///
    /// let loader = AppCredentials::loader().environment(Environment::empty()).store(Cupboard, "shelf/customerio");
    /// assert!(loader.explain().to_string().contains("`app_api_key` of `shelf/customerio` in the cupboard"));
    /// ```
    #[must_use]
    pub fn store(self, store: impl SecretStore + 'static, path: impl Into<String>) -> Self {
        self.source(Source::Stored(StoredSecret::given(Arc::new(store), path.into())))
    }

    /// Uses a store for the references of a backend, and for `#[cio(vault = "…")]` if the backend is Vault.
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// By default, each backend whose feature is on has a store that is set up by the variables of the load's
    /// [`environment`](Self::environment).
    #[must_use]
    pub fn backend(mut self, backend: Backend, store: impl SecretStore + 'static) -> Self {
        self.search.stores.choose(backend, Arc::new(store));
        self
    }

    /// Sets how long all stores may take together, all attempts counted. The default is 10 seconds.
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// It starts when the first store is asked. Commands, `op` and pipes have 10 seconds each, whatever the limit is.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.search.stores.limit = limit;
        self
    }

    /// Loads the struct without blocking the task that waits, on any executor.
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// Stores, commands, pipes and references are read on a separate thread. If the load has none of them, no thread is started,
    /// and the files that the loader names are read by the task itself.
    ///
    /// If the future is dropped, the thread ends by itself within the time limit.
    ///
    /// # Errors
    /// [`LoadError`] lists every problem with its fix.
    ///
    /// # Panics
    /// If a provider of the program's own `Figment` does.
    pub fn load_async(self) -> impl Future<Output = Result<C, LoadError>> + Send + use<C> {
        let mut search = self.search;
        async move {
            let waits = search.sources.iter().any(|source| source.as_lookup().may_take_long(C::DECLARATION));
            let (looked_up, sources) = if waits {
                let run = move || {
                    let looked_up = search.run(C::DECLARATION, WhichFields::UntilAnswered, SetsAsked::First);
                    (looked_up, search.sources)
                };
                elsewhere(run).await
            } else {
                let (looked_up, session) =
                    search.look_up(C::DECLARATION, WhichFields::UntilAnswered, SetsAsked::First);
                let settled = if looked_up.answers.iter().any(FieldAnswer::may_take_long) {
                    elsewhere(move || settle(looked_up, &session)).await
                } else {
                    settle(looked_up, &session)
                };
                (settled, search.sources)
            };
            build(looked_up, &sources)
        }
    }
}

/// Does some work on a separate thread, which runs to its end even if the future is dropped.
async fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    thread::spawn(move || {
        // The other end is gone if the future was dropped.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    match receiver.await.expect("the thread sends before it ends") {
        Ok(done) => done,
        Err(panic) => resume_unwind(panic),
    }
}
