//! The traits of a struct of credentials, as callers use them.

pub(crate) mod known;

use crate::check::stated::Stated;
use crate::credential::key::cdp_api_key::CdpApiKey;
use crate::credential::provides::Provides;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::load_error::LoadError;
use crate::generated::declared::Declared;
use crate::loader::Loader;
use crate::output::mobile::MobileConfig;
use crate::output::report::Report;
use crate::output::template::Template;
use crate::schema::fields::Schema;

/// A struct of credentials, which this crate loads.
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of credentials",
    label = "expected a struct that derives `CioCredentials`",
    note = "put `#[derive(CioCredentials)]` on a struct that holds the keys and the region; for a single key, use \
            `TrackCredentials::new`, `AppCredentials::new` or `PipelinesCredentials::new`",
    note = "pass the struct itself: `load()?` takes it out of the `Result`, and `Client::from_shared` takes an `Arc`"
)]
pub trait CioCredentials: Declared<Itself = Self> {
    /// The fields of the struct, and its attributes.
    const SCHEMA: &'static Schema = Self::DECLARATION;

    /// The region these credentials belong to, or `None` if the struct has no field for it, or an empty `Option<Region>`.
    fn region(&self) -> Option<Region> {
        self.text_of(Role::Region)?.parse().ok()
    }

    /// Loads from the environment, then systemd's credentials, then `.env` in the working directory.
    ///
    /// # Errors
    /// [`LoadError`] lists every problem, each with a hint.
    fn load() -> Result<Self, LoadError> {
        Self::loader().load()
    }

    /// Loads as [`load`](Self::load) does, without blocking the task that awaits it, on any executor.
    ///
    /// Needs the feature `store`, which every secret store enables.
    ///
    /// # Errors
    /// [`LoadError`] lists every problem, each with a hint.
    #[cfg(feature = "store")]
    #[must_use]
    fn load_async() -> impl Future<Output = Result<Self, LoadError>> + Send {
        Self::loader().load_async()
    }

    /// A loader that starts with the sources of [`load`](Self::load), to add others or replace the environment.
    #[must_use]
    fn loader() -> Loader<Self> {
        Loader::new()
    }

    /// The credentials that may ship in a mobile app or a page, and no other.
    ///
    /// It needs a [`CdpApiKey`] and a region; a [`SiteId`](crate::SiteId) and a [`MigrationSiteId`](crate::MigrationSiteId) are included
    /// if the struct holds them.
    #[must_use]
    fn mobile_config(&self) -> MobileConfig
    where
        Self: MobileKeys,
    {
        MobileConfig::new(|role| self.text_of(role))
    }

    /// A template of the variables or the file that the struct reads, for people to fill in.
    #[must_use]
    fn template() -> Template {
        Template::new(Self::SCHEMA)
    }

    /// Reports for each field where its value comes from, or its problem, without loading the struct.
    #[must_use]
    fn explain() -> Report {
        Self::loader().explain()
    }
}

/// Credentials that state their region: a client asks for it, since each region has its own hosts.
///
/// A struct with a field `region: Region`, `Us`, `Eu` or a type parameter for one of these has it. An `Option<Region>` may
/// be `None`, so a struct with that does not. Generic code that makes a client asks for
/// `C: CioCredentials + StatesRegion`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` states no region",
    label = "a client needs the region, since each region has its own hosts",
    note = "add `region: Region,` to `{Self}` (`Option<Region>` is not enough)"
)]
pub trait StatesRegion {}

impl<C: Declared<Region: Stated>> StatesRegion for C {}

/// The keys of a mobile app: one trait for both, so that a struct that lacks either gets one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold both a `CdpApiKey` and a region",
    label = "a mobile app needs both",
    note = "add them to `{Self}`: `cdp_key: CdpApiKey,` and `region: Region,`; if a nested struct holds them, use that struct"
)]
pub trait MobileKeys: Provides<CdpApiKey> + StatesRegion {}

#[diagnostic::do_not_recommend]
impl<C: Provides<CdpApiKey> + StatesRegion> MobileKeys for C {}
