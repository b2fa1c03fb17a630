//! What a surface adds to every request.

use crate::surface::SignedBy;
use cio_config::Role;
use http::HeaderMap;

/// The headers that sign, and the credentials that they are made of.
pub(crate) struct SigningHeaders {
    headers: HeaderMap,
    pub(crate) signers: &'static [Role],
}

impl SigningHeaders {
    pub(crate) fn of<S: SignedBy<C>, C>(credentials: &C) -> Self {
        let mut headers = HeaderMap::new();
        S::sign(credentials, &mut headers);
        Self { headers, signers: S::SIGNERS }
    }

    /// Signs a request; what it already says in these headers is replaced.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
    }
}
