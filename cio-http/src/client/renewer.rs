//! A send that was answered with 401 gets newer keys, if there are any.

use crate::call::Call;
use crate::client::signing_cache::SigningCache;
use crate::operation::Operation;
use cio_config::{Refused, Reloading, Rotating, Schema, Version};
use std::sync::Arc;
use std::time::Instant;

/// Signs one send again. It knows no type of credentials, so a future that holds it can always move between threads.
pub(crate) struct Renewer {
    signatures: Rotating<Arc<SigningCache>>,
    /// Of the credentials: it says which of several key sets signs.
    schema: &'static Schema,
    /// Of the keys that signed it.
    version: Version,
    /// When the 401 came.
    refused_at: Option<Instant>,
}

/// The result of a 401.
pub(crate) enum Renewal {
    /// The call is signed with newer keys.
    Signed,
    /// There are none: the 401 is the result.
    Refused,
    /// Ask again once this load has ended.
    Wait(Reloading),
}

impl Renewer {
    pub(super) fn new(
        signatures: Rotating<Arc<SigningCache>>,
        schema: &'static Schema,
        version: Version,
    ) -> Self {
        Self { signatures, schema, version, refused_at: None }
    }

    /// Whether the last load failed: a client that keeps the last good keys does not care.
    #[cfg(cio_fault)]
    pub(super) fn keys_failed(&self) -> bool {
        self.signatures.last_error().is_some()
    }

    /// Signs a call again that was answered with 401, if there are keys that change its signature.
    pub(crate) fn renew<O: Operation>(&mut self, call: &mut Call<'_, O>) -> Renewal {
        #[cfg(cio_fault)]
        if cio_config::fault_is_on("replay") {
            return Renewal::Refused;
        }
        let at = *self.refused_at.get_or_insert_with(Instant::now);
        let signers = call.signers();
        loop {
            match self.signatures.refused(self.version, self.schema, signers, at) {
                Refused::Wait(reloading) => return Renewal::Wait(reloading),
                Refused::Refuse => return Renewal::Refused,
                Refused::Use => {}
            }
            let (signatures, newer) = self.signatures.as_they_are();
            if signatures.get::<O::Surface>().is_some_and(|signature| call.signed_again(signature)) {
                return Renewal::Signed;
            }
            if newer == self.version {
                return Renewal::Refused;
            }
            // Another key changed. This one is the same, so it is the newer version's that was refused.
            self.version = newer;
        }
    }
}
