//! The trait the derive implements, and ready-made credentials, one a surface.

use crate::check::Stated;
use crate::credential::key::app_api_key::AppApiKey;
use crate::credential::key::cdp_api_key::CdpApiKey;
use crate::credential::key::site_id::SiteId;
use crate::credential::key::track_api_key::TrackApiKey;
use crate::credential::provides::Provides;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::load_error::LoadError;
use crate::finding::problem::Problem;
use crate::load::build::Build;
use crate::loader::Loader;
use crate::output::mobile::MobileConfig;
use crate::output::report::Report;
use crate::output::template::Template;
use crate::schema::fields::Schema;

/// Credentials that a struct declares and this crate finds.
///
/// Derive it; one `use` brings both the trait and the derive. The derive also implements [`Provides`] once for each field.
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, Environment, Region};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     app_key: AppApiKey,
///     region: Region,
/// }
///
/// let environment = Environment::from([
///     ("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef"),
///     ("CUSTOMERIO_REGION", "eu"),
/// ]);
/// let billing = Billing::loader().environment(environment).load()?;
/// assert_eq!(billing.region, Region::Eu);
/// # Ok::<(), cio_config::LoadError>(())
/// ```
pub trait CioCredentials: Sized {
    /// Whether the struct states its region: `RegionSlot<true>` or `RegionSlot<false>`.
    #[doc(hidden)]
    type Region;

    /// What the struct declares.
    const SCHEMA: &'static Schema;

    /// The text of the credential of this role, if the struct holds it and it may leave the server.
    #[doc(hidden)]
    fn shown(&self, role: Role) -> Option<&str>;

    /// The region these credentials belong to, or `None` if the struct has no field for it, or an empty `Option<Region>`.
    fn region(&self) -> Option<Region> {
        self.shown(Role::Region)?.parse().ok()
    }

    #[doc(hidden)]
    fn build(build: &mut Build) -> Option<Self>;

    /// Loads from the environment, then systemd's credentials, then `.env` in the working directory.
    ///
    /// # Errors
    /// [`LoadError`] lists everything that is wrong, each with what to do about it.
    fn load() -> Result<Self, LoadError> {
        Self::loader().load()
    }

    /// The same without blocking the task that waits, on any executor.
    ///
    /// # Errors
    /// [`LoadError`] lists everything that is wrong, each with what to do about it.
    #[cfg(feature = "store")]
    #[must_use]
    fn load_async() -> impl Future<Output = Result<Self, LoadError>> + Send {
        Self::loader().load_async()
    }

    /// A loader to say where to look: it starts with the sources of [`load`](Self::load).
    #[must_use]
    fn loader() -> Loader<Self> {
        Loader::new()
    }

    /// What a mobile app or a page may know of these credentials. Nothing else can get in.
    ///
    /// It needs a [`CdpApiKey`]; a [`SiteId`] and a [`MigrationSiteId`](crate::MigrationSiteId) go along when held.
    #[must_use]
    fn mobile_config(&self) -> MobileConfig
    where
        Self: CioCredentials<Region: Stated> + Provides<CdpApiKey>,
    {
        MobileConfig::new(|role| self.shown(role))
    }

    /// What the struct reads, for people to fill in.
    #[must_use]
    fn template() -> Template {
        Template::new(Self::SCHEMA)
    }

    /// Says for each field where its value comes from, or what is wrong, without loading.
    #[must_use]
    fn explain() -> Report {
        Self::loader().explain()
    }
}

/// The Track pair with its region, for keys that come from a database, a tenant or a test.
///
/// ```
/// use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
///
/// let credentials = TrackCredentials::new(
///     SiteId::new("b0a31ab4c2d65e1f9a77")?,
///     TrackApiKey::new("0123456789abcdef0123")?,
///     Region::Us,
/// );
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, Debug, cio_macros::CioCredentials)]
pub struct TrackCredentials {
    site_id: SiteId,
    track_api_key: TrackApiKey,
    region: Region,
}

impl TrackCredentials {
    /// Puts a pair and its region together.
    #[must_use]
    pub fn new(site_id: SiteId, track_api_key: TrackApiKey, region: Region) -> Self {
        Self { site_id, track_api_key, region }
    }

    /// The credentials of a struct that holds the pair optionally, if it holds both.
    ///
    /// # Errors
    /// [`Problem`] names what is missing.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials<Region: Stated> + Provides<Option<SiteId>> + Provides<Option<TrackApiKey>>,
    {
        Ok(Self::new(held(credentials)?, held(credentials)?, stated(credentials)?))
    }
}

/// The App API key with its region, for a key that comes from a database, a tenant or a test.
///
/// ```
/// use cio_config::{AppApiKey, AppCredentials, Region};
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// assert_eq!(format!("{credentials:?}"), "AppCredentials { app_api_key: AppApiKey([redacted]), region: Eu }");
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, Debug, cio_macros::CioCredentials)]
pub struct AppCredentials {
    app_api_key: AppApiKey,
    region: Region,
}

impl AppCredentials {
    /// Puts a key and its region together.
    #[must_use]
    pub fn new(app_api_key: AppApiKey, region: Region) -> Self {
        Self { app_api_key, region }
    }

    /// The credentials of a struct that holds the key optionally, if it holds one.
    ///
    /// ```
    /// use cio_config::{AppApiKey, AppCredentials, CioCredentials, Environment, Region};
    ///
    /// #[derive(CioCredentials)]
    /// struct Billing {
    ///     app_key: Option<AppApiKey>,
    ///     region: Region,
    /// }
    ///
    /// let environment = Environment::from([("CUSTOMERIO_REGION", "eu")]);
    /// let billing = Billing::loader().environment(environment).load()?;
    /// let problem = AppCredentials::narrow(&billing).unwrap_err();
    /// assert_eq!(problem.to_string(), "no App API key: the field `app_key` of `Billing` is `None`");
    /// # Ok::<(), cio_config::LoadError>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem`] if it holds none.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials<Region: Stated> + Provides<Option<AppApiKey>>,
    {
        Ok(Self::new(held(credentials)?, stated(credentials)?))
    }
}

/// The key of a Pipelines source with its region, for a key that comes from a database, a tenant or a test.
///
/// ```
/// use cio_config::{CdpApiKey, PipelinesCredentials, Region};
///
/// let credentials = PipelinesCredentials::new(CdpApiKey::new("0123456789abcdef0123")?, Region::Us);
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, Debug, cio_macros::CioCredentials)]
pub struct PipelinesCredentials {
    cdp_api_key: CdpApiKey,
    region: Region,
}

impl PipelinesCredentials {
    /// Puts a key and its region together.
    #[must_use]
    pub fn new(cdp_api_key: CdpApiKey, region: Region) -> Self {
        Self { cdp_api_key, region }
    }

    /// The credentials of a struct that holds the key optionally, if it holds one.
    ///
    /// # Errors
    /// [`Problem`] if it holds none.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials<Region: Stated> + Provides<Option<CdpApiKey>>,
    {
        Ok(Self::new(held(credentials)?, stated(credentials)?))
    }
}

fn held<K: crate::credential::sealed::Credential + Clone, C: CioCredentials + Provides<Option<K>>>(
    credentials: &C,
) -> Result<K, Problem> {
    credentials.provide().clone().ok_or_else(|| Problem::not_held(K::ROLE, C::SCHEMA))
}

fn stated<C: CioCredentials>(credentials: &C) -> Result<Region, Problem> {
    credentials.region().ok_or_else(|| Problem::not_held(Role::Region, C::SCHEMA))
}
