//! The headers that sign requests, made once for each surface.

use crate::call::signing_headers::SigningHeaders;
use crate::surface::{SignedBy, Signer, Surface};
use std::sync::OnceLock;

/// The signatures by one set of credentials, each made when it is first needed.
///
/// A request shares the text of the header with it, so that sending leaves no further copy of a key in our own memory.
#[derive(Default)]
pub(crate) struct SigningCache([OnceLock<SigningHeaders>; Signer::COUNT]);

impl SigningCache {
    /// Must be asked with the same credentials every time.
    pub(crate) fn of<S: SignedBy<C>, C>(&self, credentials: &C) -> &SigningHeaders {
        self.0[S::SIGNER as usize].get_or_init(|| SigningHeaders::of::<S, C>(credentials))
    }
}

/// How each surface that a client has used is signed: a new generation is signed for all of them before a send needs it.
pub(super) struct Signers<C>([OnceLock<Sign<C>>; Signer::COUNT]);

type Sign<C> = fn(&C) -> SigningHeaders;

impl<C> Signers<C> {
    pub(super) fn add<S: SignedBy<C>>(&self) {
        self.0[S::SIGNER as usize].get_or_init(|| |credentials| SigningHeaders::of::<S, C>(credentials));
    }
}

impl<C> Default for Signers<C> {
    fn default() -> Self {
        Self(Default::default())
    }
}

impl SigningCache {
    /// With the headers of each surface that was used.
    pub(super) fn filled<C>(signers: &Signers<C>, credentials: &C) -> Self {
        let signed = |sign: &OnceLock<Sign<C>>| match sign.get() {
            Some(sign) => OnceLock::from(sign(credentials)),
            None => OnceLock::new(),
        };
        Self(std::array::from_fn(|index| signed(&signers.0[index])))
    }

    /// The headers of a surface, if they were made.
    pub(super) fn get<S: Surface>(&self) -> Option<&SigningHeaders> {
        self.0[S::SIGNER as usize].get()
    }
}

#[cfg(test)]
mod tests {
    use super::SigningCache;
    use crate::surface::{AppApi, AppSendApi, PipelinesApi, PublicApi, SignedBy, TrackApi};
    use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Environment, Region, SiteId, TrackApiKey};
    use http::HeaderMap;
    use http::header::{AUTHORIZATION, HeaderValue};

    #[derive(CioCredentials)]
    struct All {
        site_id: SiteId,
        track_key: TrackApiKey,
        app_key: AppApiKey,
        cdp_key: CdpApiKey,
        region: Region,
    }

    fn all() -> All {
        let environment = Environment::from([
            ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
            ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
            ("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef"),
            ("CUSTOMERIO_CDP_API_KEY", "9876543210fedcba9876"),
            ("CUSTOMERIO_REGION", "eu"),
        ]);
        All::loader().environment(environment).load().unwrap()
    }

    fn signed<S: SignedBy<All>>(signatures: &SigningCache, credentials: &All) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("an operation's own"));
        signatures.of::<S, _>(credentials).add_to(&mut headers);
        headers
    }

    #[test]
    fn cached_headers_equal_headers_made_each_time() {
        fn check<S: SignedBy<All>>(signatures: &SigningCache) {
            let credentials = all();
            let mut expected = HeaderMap::new();
            S::sign(&credentials, &mut expected);
            for _ in 0..2 {
                let headers = signed::<S>(signatures, &credentials);
                assert_eq!(headers, expected);
                assert!(headers[AUTHORIZATION].is_sensitive());
                assert_eq!(signatures.of::<S, _>(&credentials).signers, S::SIGNERS);
            }
        }
        let signatures = SigningCache::default();
        check::<TrackApi>(&signatures);
        check::<AppApi>(&signatures);
        check::<AppSendApi>(&signatures);
        check::<PipelinesApi>(&signatures);
    }

    #[test]
    fn each_surface_has_its_own_place() {
        let (signatures, credentials) = (SigningCache::default(), all());
        assert_eq!(
            signed::<PublicApi<TrackApi>>(&signatures, &credentials)[AUTHORIZATION],
            "an operation's own"
        );
        let app = signed::<AppApi>(&signatures, &credentials);
        let track = signed::<TrackApi>(&signatures, &credentials);
        let pipelines = signed::<PipelinesApi>(&signatures, &credentials);
        assert!(
            app[AUTHORIZATION] != track[AUTHORIZATION] && track[AUTHORIZATION] != pipelines[AUTHORIZATION]
        );
    }
}
