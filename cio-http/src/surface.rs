//! The hosts by region, the surfaces of the API, and which credentials sign each.

pub(crate) mod authorization;
pub(crate) mod host;
pub(crate) mod limit;
pub(crate) mod service_account;

use crate::surface::host::Host;
use crate::surface::limit::Limit;
use cio_config::{AppApiKey, CdpApiKey, Provides, Region, Role, SiteId, TrackApiKey};
use http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use std::marker::PhantomData;

/// A part of Customer.io's API that one kind of credential signs.
///
/// An [`Operation`](crate::Operation) names its surface, and so its host and its key. The trait is sealed: the
/// surfaces are Customer.io's, and all are here.
///
/// ```
/// use cio_http::{AppSendApi, Host, Surface};
///
/// assert_eq!(AppSendApi::HOST, Host::App);
/// ```
pub trait Surface: sealed::Sealed {
    /// Its name in errors and spans: `track`.
    const NAME: &'static str;

    /// Where it is.
    const HOST: Host;

    /// The rate limit of its requests, unless an operation [sets](crate::Operation::LIMIT) another.
    const LIMIT: Limit;

    /// The credentials that sign it, if nothing else is [said](SignedBy::SIGNERS).
    const ROLES: &'static [Role];
}

mod sealed {
    pub trait Sealed {
        const SIGNER: super::Signer;
    }
}

/// Credentials `C` can sign requests to this surface.
///
/// A client sends an operation only where `O::Surface: SignedBy<C>`, so an operation whose key the credentials lack
/// does not compile. A function that is generic over both asks for the same.
///
/// ```
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::{AppApi, SignedBy};
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// let mut headers = http::HeaderMap::new();
/// AppApi::sign(&credentials, &mut headers);
/// assert!(headers["authorization"].is_sensitive());
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
// The words are read where several impls might have fitted, which is so for a `ServiceAccount`. Elsewhere rustc prints the
// message of the innermost unmet bound, which is `Provides<K>`.
#[diagnostic::on_unimplemented(
    message = "`{C}` does not hold the keys of `{Self}`",
    label = "this is signed with keys that `{C}` does not hold",
    note = "a `ServiceAccount` signs with the fields `token: ServiceAccountToken,` and `workspace: WorkspaceId,` of the struct in it"
)]
pub trait SignedBy<C>: Surface {
    /// The roles that `C` signs it with: those to check when it refuses a key.
    const SIGNERS: &'static [Role] = Self::ROLES;

    /// The region that a key names by its prefix, if it has one: a client of the other region refuses to sign with it.
    #[must_use]
    fn key_region(_: &C) -> Option<Region> {
        None
    }

    /// Adds the headers that the surface requires of every request. [`Call`](crate::Call) calls this.
    fn sign(credentials: &C, headers: &mut HeaderMap);
}

/// The surfaces that a key signs, each once: the type, and which of all signers it is.
macro_rules! surfaces {
    ($($(#[$docs:meta])* $name:ident: $text:literal, $host:ident, $limit:ident, $roles:expr;)*) => {
        /// Every surface. A client makes the signature of each once, and keeps it in the place that this numbers.
        #[derive(Clone, Copy, Debug)]
        #[expect(clippy::enum_variant_names, reason = "each has the name of its surface")]
        pub enum Signer {
            $($name,)*
            PublicApi,
        }

        $(
            $(#[$docs])*
            #[derive(Debug)]
            pub enum $name {}

            impl sealed::Sealed for $name {
                const SIGNER: Signer = Signer::$name;
            }

            impl Surface for $name {
                const NAME: &'static str = $text;
                const HOST: Host = Host::$host;
                const LIMIT: Limit = Limit::$limit;
                const ROLES: &'static [Role] = $roles;
            }
        )*
    };
}

surfaces! {
    /// The Track API: people, devices and events, signed by the pair of site ID and Track API key.
    TrackApi: "track", Track, Track, &[Role::SiteId, Role::TrackApiKey];
    /// The App API: reads and manages the workspace, signed by an App API key.
    AppApi: "app", App, App, &[Role::AppApiKey];
    /// The six sends of the App API, the only ones that a [service account](crate::ServiceAccount) may sign too.
    AppSendApi: "app", App, Sends, &[Role::AppApiKey];
    /// The Pipelines API: data in, signed by the key of a source.
    PipelinesApi: "pipelines", Pipelines, Pipelines, &[Role::CdpApiKey];
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Signer {
    /// How many there are: `PublicApi` is the last.
    pub(crate) const COUNT: usize = Self::PublicApi as usize + 1;
}

/// The host of `S`, for the few operations that take no key.
#[derive(Debug)]
pub struct PublicApi<S = TrackApi>(PhantomData<S>);

impl<S> sealed::Sealed for PublicApi<S> {
    const SIGNER: Signer = Signer::PublicApi;
}

impl<S: Surface> Surface for PublicApi<S> {
    const NAME: &'static str = S::NAME;
    const HOST: Host = S::HOST;
    const LIMIT: Limit = S::LIMIT;
    const ROLES: &'static [Role] = &[];
}

/// Credentials that hold the pair of the Track API: one trait for both, so that lacking it is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold both a `SiteId` and its `TrackApiKey`",
    label = "this is signed with the pair of `SiteId` and `TrackApiKey`",
    note = "add both to `{Self}`: `site_id: SiteId,` and `track_key: TrackApiKey,`; if a nested struct holds them, send with its \
            own client",
    note = "narrow an optional pair first: `TrackCredentials::narrow(&credentials)?`"
)]
pub trait TrackPair: Provides<SiteId> + Provides<TrackApiKey> {}

#[diagnostic::do_not_recommend]
impl<C: Provides<SiteId> + Provides<TrackApiKey>> TrackPair for C {}

impl<C: TrackPair> SignedBy<C> for TrackApi {
    fn sign(credentials: &C, headers: &mut HeaderMap) {
        let site_id: &SiteId = credentials.provide();
        let key: &TrackApiKey = credentials.provide();
        headers.insert(AUTHORIZATION, authorization::basic(site_id.expose(), key.expose()));
    }
}

impl<C: Provides<AppApiKey>> SignedBy<C> for AppApi {
    fn sign(credentials: &C, headers: &mut HeaderMap) {
        headers.insert(AUTHORIZATION, authorization::bearer(credentials.provide().expose()));
    }
}

impl<C: Provides<AppApiKey>> SignedBy<C> for AppSendApi {
    fn sign(credentials: &C, headers: &mut HeaderMap) {
        AppApi::sign(credentials, headers);
    }
}

/// Also asks for strict mode: without it the API answers 200 to a wrong key and to data it drops.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// A key with a prefix (`sk_eu_`) is the user name of `Basic` like any other, as the documents say of every key and as
/// customerio-cdp-analytics 1.1 for Node does; the same for Python sends those as `Bearer`, and no document says so.
impl<C: Provides<CdpApiKey>> SignedBy<C> for PipelinesApi {
    fn key_region(credentials: &C) -> Option<Region> {
        credentials.provide().region()
    }

    fn sign(credentials: &C, headers: &mut HeaderMap) {
        headers.insert(AUTHORIZATION, authorization::basic(credentials.provide().expose(), ""));
        headers.insert("x-strict-mode", HeaderValue::from_static("1"));
    }
}

impl<C, S: Surface> SignedBy<C> for PublicApi<S> {
    fn sign(_: &C, _: &mut HeaderMap) {}
}

#[cfg(test)]
mod tests {
    use super::{AppApi, AppSendApi, PipelinesApi, PublicApi, SignedBy, TrackApi};
    use crate::surface::host::Host;
    use cio_config::{
        AppApiKey, AppCredentials, CdpApiKey, PipelinesCredentials, Region, SiteId, TrackApiKey,
        TrackCredentials,
    };
    use http::{HeaderMap, header::AUTHORIZATION};

    fn signed<S: SignedBy<C>, C>(credentials: &C) -> HeaderMap {
        let mut headers = HeaderMap::new();
        S::sign(credentials, &mut headers);
        headers
    }

    #[test]
    fn each_host_has_a_name_in_each_region() {
        for (host, us, eu) in [
            (Host::Track, "https://track.customer.io", "https://track-eu.customer.io"),
            (Host::App, "https://api.customer.io", "https://api-eu.customer.io"),
            (Host::Pipelines, "https://cdp.customer.io", "https://cdp-eu.customer.io"),
        ] {
            assert_eq!((host.url(Region::Us), host.url(Region::Eu)), (us, eu));
        }
    }

    #[test]
    fn each_surface_is_signed_with_its_own_key_and_marked_sensitive() {
        let track =
            TrackCredentials::new(SiteId::new("site").unwrap(), TrackApiKey::new("key").unwrap(), Region::Us);
        let app = AppCredentials::new(AppApiKey::new("bearer-key").unwrap(), Region::Us);
        let pipelines = PipelinesCredentials::new(CdpApiKey::new("writekey123").unwrap(), Region::Us);
        for (headers, expected) in [
            (signed::<TrackApi, _>(&track), "Basic c2l0ZTprZXk="),
            (signed::<AppApi, _>(&app), "Bearer bearer-key"),
            (signed::<AppSendApi, _>(&app), "Bearer bearer-key"),
            (signed::<PipelinesApi, _>(&pipelines), "Basic d3JpdGVrZXkxMjM6"),
        ] {
            assert_eq!(headers[AUTHORIZATION], expected);
            assert!(headers[AUTHORIZATION].is_sensitive());
        }
    }

    #[test]
    fn a_public_operation_carries_no_key() {
        let app = AppCredentials::new(AppApiKey::new("bearer-key").unwrap(), Region::Us);
        assert!(signed::<PublicApi, _>(&app).is_empty());
    }

    #[test]
    fn pipelines_requests_ask_for_strict_mode() {
        let pipelines = PipelinesCredentials::new(CdpApiKey::new("writekey123").unwrap(), Region::Us);
        assert_eq!(signed::<PipelinesApi, _>(&pipelines)["x-strict-mode"], "1");
    }
}
