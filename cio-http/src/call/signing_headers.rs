//! The headers that a surface adds to every request.

use crate::call::hosts::Hosts;
use crate::call::issuer::Issuer;
use crate::error::Error;
use crate::surface::SignedBy;
use crate::surface::authorization::keys;
use cio_config::{Region, Role};
use http::HeaderMap;
use http::header::{AUTHORIZATION, HeaderValue};

/// The headers that sign, and the credentials that they are made of.
pub(crate) struct SigningHeaders {
    headers: HeaderMap,
    pub(crate) signers: &'static [Role],
    /// The region that the key names by its prefix.
    pub(crate) key_region: Option<Region>,
    /// Who issued each key in it.
    issuers: Vec<Issuer>,
}

impl SigningHeaders {
    pub(crate) fn of<S: SignedBy<C>, C>(credentials: &C) -> Self {
        let mut headers = HeaderMap::new();
        S::sign(credentials, &mut headers);
        let issuers = issuers(headers.get(AUTHORIZATION));
        Self { headers, signers: S::SIGNERS, key_region: S::key_region(credentials), issuers }
    }

    /// Whether the key says that it belongs to the other region.
    pub(crate) fn is_foreign_in(&self, region: Region) -> bool {
        self.key_region.is_some_and(|named| named != region)
    }

    /// The same from a header that is at hand, as a checkup has it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn with(signers: &'static [Role], authorization: HeaderValue, is_strict: bool) -> Self {
        let issuers = issuers(Some(&authorization));
        let mut headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        if is_strict {
            headers.insert("x-strict-mode", HeaderValue::from_static("1"));
        }
        Self { headers, signers, key_region: None, issuers }
    }

    /// Whether a request that it signs may be sent to these hosts.
    pub(crate) fn check_for(&self, hosts: &Hosts) -> Result<(), Error> {
        if self.is_foreign_in(hosts.region()) {
            return Err(Error::key_of_other_region());
        }
        match self.issuers.iter().find(|issuer| !hosts.take(**issuer)) {
            None => Ok(()),
            Some(Issuer::CustomerIo) => Err(Error::setup(
                "this key was not issued by the sandbox that the client sends to, so it is not sent; make a \
                    new client for it",
            )),
            Some(Issuer::Sandbox { .. }) => Err(Error::setup(
                "this key was issued by a sandbox that the client does not send to, so it is not sent; make \
                    a new client for it",
            )),
        }
    }

    /// Signs a request, replacing headers of the same names.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
    }
}

fn issuers(authorization: Option<&HeaderValue>) -> Vec<Issuer> {
    let issuers = |header| {
        let issuers: Vec<_> = keys(header).iter().map(|key| Issuer::of(key)).collect();
        // A key that cannot be read is not one of a sandbox.
        if issuers.is_empty() { vec![Issuer::CustomerIo] } else { issuers }
    };
    authorization.map(issuers).unwrap_or_default()
}
