//! How the keys of a `Rotating` are loaded: by a loader, or by a function of the program.

use super::Rotating;
use crate::credential::role::Role;
use crate::generated::declared::Declared;
use crate::rotate::attempt::{LoadFacts, Loaded};
use crate::rotate::cell::{Cell, Version};
use crate::rotate::error::RotateError;
use crate::rotate::hub::{Attempt, Hub};
use crate::schema::key_sets::{KeySets, Sets};
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a refused send waits at most for the program's own function.
const FUNCTION_LIMIT: Duration = Duration::from_secs(10);

impl<C: Send + Sync + 'static> Rotating<C> {
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
                .map(|role| (role, credentials.text_of(role).map(str::to_owned)))
                .to_vec();
            let facts = LoadFacts { prints: None, second: (Sets::NONE, Vec::new()), account, files: None };
            Ok(Loaded { credentials, with_second: None, facts, report: None })
        };
        Ok(Self::from_loads(loaded()?, loaded, FUNCTION_LIMIT, KeySets::of(C::DECLARATION)))
    }

    /// Starts with the result of a first load, and calls the function for each other.
    pub(crate) fn from_loads(
        first: Loaded<C>,
        load: impl Fn() -> Result<Loaded<C>, RotateError> + Send + Sync + 'static,
        longest_wait: Duration,
        key_sets: KeySets,
    ) -> Self {
        let Loaded { credentials, with_second, facts, report } = first;
        let (cell, second) = (Cell::new(credentials, with_second), facts.second.0);
        let (place, last) = (Arc::clone(&cell), Mutex::new(facts));
        let again = move |if_files_changed| {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if if_files_changed && last.are_current() {
                return Attempt::Same { report: None };
            }
            let attempt = load().and_then(|loaded| Ok((loaded.facts.changes_since(&last)?, loaded)));
            let (changes, Loaded { credentials, with_second, facts, report }) = match attempt {
                Ok(loaded) => loaded,
                Err(error) => return Attempt::Failed(error),
            };
            *last = facts;
            let Some(first) = changes else { return Attempt::Same { report } };
            let (place, second) = (Arc::clone(&place), last.second.0);
            let publish =
                Box::new(move |version: Version| place.put(Arc::new(credentials), version, with_second));
            Attempt::Changed { first, second, report, publish }
        };
        let hub = Hub::new(Some(Box::new(again)), longest_wait, report, key_sets, second);
        Self { cell, hub: Arc::new(hub) }
    }
}
