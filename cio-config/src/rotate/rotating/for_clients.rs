//! The methods of a `Rotating` that the clients of `cio-http` call.

use super::Rotating;
use crate::credential::role::Role;
use crate::rotate::cell::Version;
use crate::rotate::refusal::Refused;
use crate::schema::fields::Schema;
use std::sync::Arc;
use std::time::Instant;

/// For the clients of `cio-http`.
#[doc(hidden)]
impl<C> Rotating<C> {
    /// The keys and their version, for a send: begins a load if one is due.
    #[inline]
    #[must_use]
    pub fn for_send(&self) -> (Arc<C>, Version) {
        self.hub.asked();
        self.cell.get(self.hub.switched())
    }

    /// The same for anything else.
    #[must_use]
    pub fn as_they_are(&self) -> (Arc<C>, Version) {
        self.cell.get(self.hub.switched())
    }

    /// A send was answered with 401 that was signed with these roles of a struct, in this version of the keys.
    #[must_use]
    pub fn refused(&self, version: Version, schema: &Schema, signers: &[Role], at: Instant) -> Refused {
        let set = signers.first().and_then(|role| self.hub.key_sets.of_part(schema, *role));
        self.hub.refused(version, set, at)
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
