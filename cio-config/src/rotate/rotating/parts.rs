//! Parts of a `Rotating` that share its loads.

use super::Rotating;
use crate::rotate::cell::{Cell, Version, WithSecond};
use crate::rotate::error::RotateError;
use crate::schema::key_sets::Sets;
use std::error::Error;
use std::sync::{Arc, Weak};

impl<C: Send + Sync + 'static> Rotating<C> {
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

    pub(super) fn part<D: Send + Sync + 'static, E: Error + Send + Sync + 'static>(
        &self,
        part: impl Fn(&Arc<C>) -> Result<D, E> + Send + Sync + 'static,
    ) -> Result<Rotating<D>, E> {
        let (whole, hub, part) = (Arc::clone(&self.cell), Arc::clone(&self.hub), Arc::new(part));
        let (of_whole, make) = (Arc::clone(&whole), Arc::clone(&part));
        let with_second: Arc<WithSecond<D>> =
            Arc::new(move |sets: Sets| make(&of_whole.with(sets)?).map(Arc::new).ok());
        let (of_whole, make) = (Arc::clone(&whole), Arc::clone(&part));
        let first = move || {
            let (credentials, version) = of_whole.get(hub.switched());
            make(&credentials).map(|part| Cell::at(Arc::new(part), version, Some(with_second)))
        };
        let cell = self.hub.add_part(first, |cell| {
            let cell = cell.as_ref().map_or_else(|_| Weak::new(), Arc::downgrade);
            Box::new(move |version: Version| {
                let Some(cell) = cell.upgrade() else { return Ok(false) };
                let made = part(&whole.get(version.switched).0);
                let (made, result) = match made {
                    Ok(part) => (Some(Arc::new(part)), Ok(true)),
                    // The part before is kept.
                    Err(error) => (None, Err(RotateError::Function(Arc::new(error)))),
                };
                cell.put_part(made, version);
                result
            })
        })?;
        Ok(Rotating { cell, hub: Arc::clone(&self.hub) })
    }
}
