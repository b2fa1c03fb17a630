//! The trait that callers use: to load a struct, and to say what it reads.

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of credentials",
    label = "expected a struct that derives `CioCredentials`",
    note = "put `#[derive(CioCredentials)]` on a struct that holds the keys and the region; for a single key, use \
            `TrackCredentials::new`, `AppCredentials::new` or `PipelinesCredentials::new`"
)]
pub trait CioCredentials: Declared {
    /// What the struct declares.
    const SCHEMA: &'static Schema = Self::DECLARATION;

    /// The region these credentials belong to, or `None` if the struct has no field for it, or an empty `Option<Region>`.
    fn region(&self) -> Option<Region> {
        self.shown(Role::Region)?.parse().ok()
    }

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
        Self: StatesRegion + Provides<CdpApiKey>,
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

/// Credentials that state their region: a client asks for it, since each region has its own hosts.
///
/// A struct with a field `region: Region`, `Us`, `Eu` or a type parameter for one of these has it. An `Option<Region>` may
/// be `None`, so a struct with that does not. Generic code that makes a client asks for
/// `C: CioCredentials + StatesRegion`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` states no region",
    label = "a client needs the region, since each region has its own hosts",
    note = "add a field to `{Self}`: `region: Region,`"
)]
pub trait StatesRegion {}

impl<C: CioCredentials<Region: Stated>> StatesRegion for C {}
