//! `Rotating`: credentials that are loaded again while the process runs.

use super::attempt::{Facts, Loaded};
use super::cell::Cell;
use super::counts::RotationCounts;
use super::error::RotateError;
use super::hub::{Attempt, Hub};
use super::refusal::Refused;
use crate::credential::role::Role;
use crate::generated::declared::Declared;
use crate::output::report::Report;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

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

/// How long a refused send waits at most for the program's own function.
const FUNCTION_LIMIT: Duration = Duration::from_secs(10);

impl<C: Send + Sync + 'static> Rotating<C> {
    /// Credentials that never change, for code that takes a `Rotating`.
    #[must_use]
    pub fn fixed(credentials: C) -> Self {
        Self { cell: Cell::new(credentials), hub: Arc::new(Hub::new(None, Duration::ZERO, None)) }
    }

    /// Loads by a function of the program, for keys from a database or a tenant's record.
    ///
    /// It is called at once, and again for each reload, on its own thread. Credentials hold no comparison, so every
    /// load counts as a change of all keys. A refused send is still sent again only if its own signature changed.
    ///
    /// # Errors
    /// [`RotateError::Function`] if the first call fails.
    pub fn from_fn<E>(load: impl Fn() -> Result<C, E> + Send + Sync + 'static) -> Result<Self, RotateError>
    where
        C: Declared,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let loaded = move || {
            let credentials =
                load().map_err(|error| RotateError::Function(Arc::from(Into::<Box<_>>::into(error))))?;
            let account = [Role::Region, Role::WorkspaceId]
                .map(|role| (role, credentials.shown(role).map(str::to_owned)))
                .to_vec();
            Ok(Loaded { credentials, facts: Facts { prints: None, account, files: None }, report: None })
        };
        Ok(Self::from_loads(loaded()?, loaded, FUNCTION_LIMIT))
    }

    /// Starts with the result of a first load, and calls the function for each other.
    pub(crate) fn from_loads(
        first: Loaded<C>,
        load: impl Fn() -> Result<Loaded<C>, RotateError> + Send + Sync + 'static,
        longest_wait: Duration,
    ) -> Self {
        let Loaded { credentials, facts, report } = first;
        let cell = Cell::new(credentials);
        let (place, last) = (Arc::clone(&cell), Mutex::new(facts));
        let again = move |if_files_changed| {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if if_files_changed && last.are_current() {
                return Attempt::Same { report: None };
            }
            let attempt = load().and_then(|loaded| Ok((loaded.facts.changes_since(&last)?, loaded)));
            let (changes, Loaded { credentials, facts, report }) = match attempt {
                Ok(loaded) => loaded,
                Err(error) => return Attempt::Failed(error),
            };
            *last = facts;
            let Some(first) = changes else { return Attempt::Same { report } };
            let place = Arc::clone(&place);
            let publish = Box::new(move |generation| place.put(Arc::new(credentials), generation));
            Attempt::Changed { first, report, publish }
        };
        Self { cell, hub: Arc::new(Hub::new(Some(Box::new(again)), longest_wait, report)) }
    }

    /// The same keys, also checked about this often, at least one second apart: each time up to a quarter later, so that
    /// processes that started together come apart. Without it no check is made.
    ///
    /// If all values of the last load are in files, the files are compared by device, inode, size and time of modification,
    /// through their links, and read only if one differs.
    #[must_use]
    pub fn check_every(self, interval: Duration) -> Self {
        self.hub.check_every(interval.max(SHORTEST));
        self
    }

    /// The keys to use now. Do not keep them longer than the work at hand takes.
    #[must_use]
    pub fn current(&self) -> Arc<C> {
        self.hub.asked();
        self.cell.get().0
    }

    /// Loads again, and returns once a load has ended that began after this call. Callers that wait share one load.
    ///
    /// Call it when the keys are known to have changed: on SIGHUP, after an agent's template command. It blocks, also inside
    /// [`on_change`](Self::on_change).
    ///
    /// # Errors
    /// [`RotateError`] if the keys could not be loaded; those in use are kept.
    pub fn reload(&self) -> Result<(), RotateError> {
        let begun = self.hub.begun();
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
    /// # Errors
    /// [`RotateError`] if the keys could not be loaded; those in use are kept.
    #[cfg(feature = "store")]
    pub fn reload_async(&self) -> impl Future<Output = Result<(), RotateError>> + Send + use<C> {
        let (hub, begun) = (Arc::clone(&self.hub), self.hub.begun());
        async move {
            loop {
                match hub.requested(begun) {
                    Ok(result) => return result,
                    Err(running) => running.await,
                }
            }
        }
    }

    /// How many times the keys changed.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.cell.get().1
    }

    /// Why the last load failed, or `None` if it did not.
    #[must_use]
    pub fn last_error(&self) -> Option<RotateError> {
        self.hub.last_error()
    }

    /// Where the keys of the last good load are. `None` for [`fixed`](Self::fixed) and [`from_fn`](Self::from_fn).
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        self.hub.report()
    }

    /// How the loads so far ended, and how many sends waited for one.
    #[must_use]
    pub fn counts(&self) -> RotationCounts {
        self.hub.counts().into()
    }

    /// Calls a function after each change, on the thread of the load.
    pub fn on_change(&self, hook: impl Fn(&C) + Send + Sync + 'static) {
        let cell = Arc::downgrade(&self.cell);
        self.hub.add_hook(Arc::new(move || {
            if let Some(cell) = cell.upgrade() {
                hook(&cell.get().0);
            }
        }));
    }

    /// A part that shares the loads: a nested struct, say. It changes when the whole does.
    ///
    /// ```
    /// use cio_config::{AppApiKey, AppCredentials, Region, Rotating};
    ///
    /// struct Keys {
    ///     billing: AppCredentials,
    /// }
    ///
    /// let key = AppApiKey::new("0123456789abcdef0123456789abcdef")?;
    /// let keys = Rotating::fixed(Keys { billing: AppCredentials::new(key, Region::Eu) });
    /// let billing = keys.map(|keys| keys.billing.clone());
    /// # let _ = billing;
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    #[must_use]
    pub fn map<D: Send + Sync + 'static>(
        &self,
        part: impl Fn(&C) -> D + Send + Sync + 'static,
    ) -> Rotating<D> {
        self.map_shared(move |whole| part(whole))
    }

    /// As [`map`](Self::map), for a part that the credentials may lack: `keys.try_map(AppCredentials::narrow)`.
    ///
    /// Where a later load lacks it, the part is kept, and [`last_error`](Self::last_error) says why.
    ///
    /// # Errors
    /// As the function.
    pub fn try_map<D: Send + Sync + 'static, E: Error + Send + Sync + 'static>(
        &self,
        part: impl Fn(&C) -> Result<D, E> + Send + Sync + 'static,
    ) -> Result<Rotating<D>, E> {
        self.part(move |whole: &Arc<C>| part(whole))
    }

    fn part<D: Send + Sync + 'static, E: Error + Send + Sync + 'static>(
        &self,
        part: impl Fn(&Arc<C>) -> Result<D, E> + Send + Sync + 'static,
    ) -> Result<Rotating<D>, E> {
        let part = Arc::new(part);
        let (whole, first) = (Arc::clone(&self.cell), Arc::clone(&part));
        let take = move || {
            let (credentials, generation) = whole.get();
            first(&credentials).map(|part| Cell::at(part, generation))
        };
        let whole = Arc::clone(&self.cell);
        let cell = self.hub.add_part(take, |cell| {
            let cell = cell.as_ref().map_or_else(|_| Weak::new(), Arc::downgrade);
            Box::new(move |generation| {
                let Some(cell) = cell.upgrade() else { return Ok(false) };
                match part(&whole.get().0) {
                    Ok(part) => cell.put(Arc::new(part), generation),
                    Err(error) => {
                        let kept = cell.get().0;
                        cell.put(kept, generation);
                        return Err(RotateError::Function(Arc::new(error)));
                    }
                }
                Ok(true)
            })
        })?;
        Ok(Rotating { cell, hub: Arc::clone(&self.hub) })
    }
}

/// For the clients of `cio-http`.
#[doc(hidden)]
impl<C> Rotating<C> {
    /// The keys and their generation, for a send: begins a load if one is due.
    #[inline]
    #[must_use]
    pub fn for_send(&self) -> (Arc<C>, u64) {
        self.hub.asked();
        self.cell.get()
    }

    /// The same for anything else.
    #[must_use]
    pub fn as_they_are(&self) -> (Arc<C>, u64) {
        self.cell.get()
    }

    /// A send that was signed with the keys of a generation was answered with 401.
    #[must_use]
    pub fn refused(&self, generation: u64, at: Instant) -> Refused {
        self.hub.refused(generation, at)
    }

    /// A part that shares the credentials, made of each generation before a refused send goes on.
    #[must_use]
    pub fn map_shared<D: Send + Sync + 'static>(
        &self,
        part: impl Fn(&Arc<C>) -> D + Send + Sync + 'static,
    ) -> Rotating<D>
    where
        C: Send + Sync + 'static,
    {
        let part = move |whole: &Arc<C>| Ok::<D, std::convert::Infallible>(part(whole));
        self.part(part).unwrap_or_else(|never| match never {})
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
        f.debug_struct("Rotating").field("generation", &self.cell.get().1).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
