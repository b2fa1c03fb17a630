//! `Rotating`: credentials that are loaded again while the process runs.

mod for_clients;
mod loads;
mod parts;

use super::cell::Cell;
use super::counts::RotationCounts;
use super::error::RotateError;
use super::hub::Hub;
use crate::output::report::Report;
use crate::schema::key_sets::Sets;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Credentials that are loaded again while the process runs. Clones share them.
///
/// [`current`](Self::current) always answers: after the first load, which must succeed, the keys of the last good load are
/// kept. They are loaded again by [`reload`](Self::reload), at an [interval](Self::check_every), and when a client that was
/// made with `Client::rotating` is answered with 401. Nothing runs in the background: the first caller after the due time
/// starts a thread that ends with its load, and goes on with the keys there are.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment};
///
/// let directory = std::env::temp_dir().join(format!("cio-rotating-{}", std::process::id()));
/// std::fs::create_dir_all(&directory)?;
/// std::fs::write(directory.join("app_api_key"), "0123456789abcdef0123456789abcdef")?;
/// std::fs::write(directory.join("region"), "eu")?;
///
/// let loader = AppCredentials::loader().environment(Environment::empty()).secrets_dir(&directory);
/// let keys = loader.rotating()?;
///
/// std::fs::write(directory.join("app_api_key"), "3210fedcba98765432103210fedcba98")?;
/// keys.reload()?;
/// assert_eq!(keys.generation(), 1);
///
/// std::fs::write(directory.join("app_api_key"), "")?;
/// assert!(keys.reload().is_err());
/// assert_eq!(keys.generation(), 1); // the last good keys are kept
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Rotating<C> {
    cell: Arc<Cell<C>>,
    hub: Arc<Hub>,
}

/// The shortest interval between two checks.
const SHORTEST: Duration = Duration::from_secs(1);

impl<C: Send + Sync + 'static> Rotating<C> {
    /// Credentials that never change, for code that takes a `Rotating`.
    #[must_use]
    pub fn fixed(credentials: C) -> Self {
        Self { cell: Cell::new(credentials, None), hub: Arc::new(Hub::fixed()) }
    }

    /// The same keys, also checked about this often, at least one second apart: each time up to a quarter later, so that
    /// processes that started together come apart. Without it no check is made.
    ///
    /// If all values of the last load are in files, the files are compared by device, inode, size and time of modification,
    /// through their links, and read only if one differs, or if one is there that was looked for and absent.
    #[must_use]
    pub fn check_every(self, interval: Duration) -> Self {
        self.hub.check_every(interval.max(SHORTEST));
        self
    }

    /// The keys to use now. Do not keep them longer than the work at hand takes.
    #[must_use]
    pub fn current(&self) -> Arc<C> {
        self.hub.asked();
        self.cell.get(self.hub.switched()).0
    }

    /// The credentials with the first set of keys and with the second, or the first twice if it has no second. For code
    /// that must take both at any time: give the signing keys of both to `webhook::read` of `cio-http`.
    ///
    /// ```
    /// use cio_config::{CioCredentials, Environment, WebhookSigningKey};
    ///
    /// #[derive(CioCredentials)]
    /// struct Hooks {
    ///     key: WebhookSigningKey,
    /// }
    ///
    /// let environment = Environment::from([
    ///     ("CUSTOMERIO_WEBHOOK_SIGNING_KEY", "whsec-example"),
    ///     ("CUSTOMERIO_WEBHOOK_SIGNING_KEY_NEXT", "whsec-another"),
    /// ]);
    /// let keys = Hooks::loader().environment(environment).rotating()?;
    /// let both = keys.both_sets();
    /// let signing_keys = both.iter().map(|hooks| &hooks.key);
    /// assert_eq!(signing_keys.count(), 2);
    /// # Ok::<(), cio_config::RotateError>(())
    /// ```
    #[must_use]
    pub fn both_sets(&self) -> Vec<Arc<C>> {
        self.hub.asked();
        let sets = [Sets::NONE, Sets::ALL].into_iter().filter_map(|sets| self.cell.with(sets));
        let both: Vec<Arc<C>> = sets.collect();
        if both.is_empty() { vec![self.cell.get(self.hub.switched()).0] } else { both }
    }

    /// Loads again, and returns once a load has ended that began after this call. Callers that wait share one load.
    ///
    /// Call it when the keys are known to have changed: on SIGHUP, after an agent's template command. It blocks, also inside
    /// [`on_change`](Self::on_change).
    ///
    /// # Errors
    /// [`RotateError`] if the keys could not be loaded; those in use are kept.
    pub fn reload(&self) -> Result<(), RotateError> {
        let begun = self.hub.loads_begun();
        loop {
            match self.hub.requested(begun) {
                Ok(result) => return result,
                Err(running) => running.hub.wait(running.ended, None),
            }
        }
    }

    /// As [`reload`](Self::reload), without blocking the task, on any executor. If the future is dropped, a load that has
    /// begun goes on.
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// # Errors
    /// [`RotateError`] if the keys could not be loaded; those in use are kept.
    #[cfg(feature = "store")]
    pub fn reload_async(&self) -> impl Future<Output = Result<(), RotateError>> + Send + use<C> {
        let (hub, begun) = (Arc::clone(&self.hub), self.hub.loads_begun());
        async move {
            loop {
                match hub.requested(begun) {
                    Ok(result) => return result,
                    Err(running) => running.await,
                }
            }
        }
    }

    /// How many times a load changed the keys.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.cell.version().generation
    }

    /// Why the last load failed, or `None` if it did not.
    #[must_use]
    pub fn last_error(&self) -> Option<RotateError> {
        self.hub.last_error()
    }

    /// How the loads so far ended, and how many sends waited for one.
    #[must_use]
    pub fn counts(&self) -> RotationCounts {
        self.hub.counts().into()
    }

    /// Calls a function after each change, on the thread of the load: new keys, or a key set that changed over to its second
    /// set.
    pub fn on_change(&self, hook: impl Fn(&C) + Send + Sync + 'static) {
        let (cell, hub) = (Arc::downgrade(&self.cell), Arc::downgrade(&self.hub));
        self.hub.add_hook(Arc::new(move || {
            if let (Some(cell), Some(hub)) = (cell.upgrade(), hub.upgrade()) {
                hook(&cell.get(hub.switched()).0);
            }
        }));
    }
}

impl<C> Rotating<C> {
    /// Where the keys of the last good load are. `None` for [`fixed`](Self::fixed) and [`from_fn`](Self::from_fn).
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        self.hub.report()
    }
}

// Not derived: that would ask for `C: Clone`.
impl<C> Clone for Rotating<C> {
    fn clone(&self) -> Self {
        Self { cell: Arc::clone(&self.cell), hub: Arc::clone(&self.hub) }
    }
}

impl<C> fmt::Debug for Rotating<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rotating")
            .field("generation", &self.cell.version().generation)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
