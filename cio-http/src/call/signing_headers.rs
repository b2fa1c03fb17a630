//! The headers that a surface adds to every request.

use crate::surface::SignedBy;
use cio_config::{Region, Role};
use http::HeaderMap;
#[cfg(any(feature = "async", feature = "blocking"))]
use http::header::{AUTHORIZATION, HeaderValue};

/// The headers that sign, and the credentials that they are made of.
pub(crate) struct SigningHeaders {
    headers: HeaderMap,
    pub(crate) signers: &'static [Role],
    /// The region that the key names by its prefix.
    pub(crate) key_region: Option<Region>,
}

impl SigningHeaders {
    pub(crate) fn of<S: SignedBy<C>, C>(credentials: &C) -> Self {
        let mut headers = HeaderMap::new();
        S::sign(credentials, &mut headers);
        Self { headers, signers: S::SIGNERS, key_region: S::key_region(credentials) }
    }

    /// Whether the key says that it belongs to the other region.
    pub(crate) fn is_foreign_in(&self, region: Region) -> bool {
        self.key_region.is_some_and(|named| named != region)
    }

    /// The same from a header that is at hand, as a checkup has it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn with(signers: &'static [Role], authorization: HeaderValue, is_strict: bool) -> Self {
        let mut headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        if is_strict {
            headers.insert("x-strict-mode", HeaderValue::from_static("1"));
        }
        Self { headers, signers, key_region: None }
    }

    /// Signs a request, replacing headers of the same names.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
    }
}
