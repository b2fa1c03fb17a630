//! Ready-made credentials, one struct for each surface, for keys that do not come from a load.

use crate::credential::key::app_api_key::AppApiKey;
use crate::credential::key::cdp_api_key::CdpApiKey;
use crate::credential::key::site_id::SiteId;
use crate::credential::key::track_api_key::TrackApiKey;
use crate::credential::provides::Provides;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::credential::sealed::Credential;
use crate::credentials::{CioCredentials, StatesRegion};
use crate::finding::problem::Problem;

/// The Track pair with its region, for keys from a database, of a tenant or in a test.
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
    /// Makes credentials of a pair and its region.
    #[must_use]
    pub fn new(site_id: SiteId, track_api_key: TrackApiKey, region: Region) -> Self {
        Self { site_id, track_api_key, region }
    }

    /// Takes the pair out of a struct in which it is optional.
    ///
    /// # Errors
    /// [`Problem`] names the key that is `None`.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials + StatesRegion + Provides<Option<SiteId>> + Provides<Option<TrackApiKey>>,
    {
        Ok(Self::new(held(credentials)?, held(credentials)?, stated(credentials)?))
    }
}

/// The App API key with its region, for a key from a database, of a tenant or in a test.
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
    /// Makes credentials of a key and its region.
    #[must_use]
    pub fn new(app_api_key: AppApiKey, region: Region) -> Self {
        Self { app_api_key, region }
    }

    /// Takes the key out of a struct in which it is optional.
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
    /// [`Problem`] if the key is `None`.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials + StatesRegion + Provides<Option<AppApiKey>>,
    {
        Ok(Self::new(held(credentials)?, stated(credentials)?))
    }
}

/// The key of a Pipelines source with its region, for a key from a database, of a tenant or in a test.
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
    /// Makes credentials of a key and its region.
    #[must_use]
    pub fn new(cdp_api_key: CdpApiKey, region: Region) -> Self {
        Self { cdp_api_key, region }
    }

    /// Takes the key out of a struct in which it is optional.
    ///
    /// # Errors
    /// [`Problem`] if the key is `None`.
    pub fn narrow<C>(credentials: &C) -> Result<Self, Problem>
    where
        C: CioCredentials + StatesRegion + Provides<Option<CdpApiKey>>,
    {
        Ok(Self::new(held(credentials)?, stated(credentials)?))
    }
}

fn held<K: Credential + Clone, C: CioCredentials + Provides<Option<K>>>(
    credentials: &C,
) -> Result<K, Problem> {
    credentials.provide().clone().ok_or_else(|| Problem::not_held(K::ROLE, C::SCHEMA))
}

fn stated<C: CioCredentials>(credentials: &C) -> Result<Region, Problem> {
    credentials.region().ok_or_else(|| Problem::not_held(Role::Region, C::SCHEMA))
}
