//! Typed Customer.io credentials, and where they are found.
//!
//! A field's type says which credential it is, so a key cannot be in the wrong place. A load reads every field before it
//! returns and reports every problem at once, without one byte of a value.
//!
//! ```
//! use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region, SiteId, TrackApiKey};
//!
//! #[derive(CioCredentials)]
//! struct Billing {
//!     site_id: SiteId,
//!     track_key: TrackApiKey,
//!     app_key: AppApiKey,
//!     region: Region,
//! }
//!
//! // `Billing::load()` reads the environment, systemd's credentials and `.env`. A test brings its own environment:
//! let environment = Environment::from([
//!     ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
//!     ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123 "),
//!     ("CUSTOMERIO_REGION", "eu"),
//! ]);
//! let error = Loader::<Billing>::empty().environment(environment).load().err().unwrap();
//! assert_eq!(
//!     error.to_string(),
//!     "`Billing` could not be loaded\n\
//!      - the Track API key in environment variable `CUSTOMERIO_TRACK_API_KEY` has a space at its end\n  \
//!        hint: remove it, or copy the key again from https://fly.customer.io/settings/api_credentials (permission \
//!        \"Manage API credentials\")\n\
//!      - no App API key: environment variable `CUSTOMERIO_APP_API_KEY` is not set\n  \
//!        hint: create one at https://fly.customer.io/settings/api_credentials?keyType=app (permission \"Manage API \
//!        credentials\"), which shows each only once, then set `CUSTOMERIO_APP_API_KEY`",
//! );
//! ```
//!
//! # Where to go next
//!
//! - [`derive(CioCredentials)`](derive@CioCredentials): the types of fields, every attribute, the names read, and
//!   the order of sources.
//! - [`compile_errors`]: programs that do not compile, and the fix of each.
//! - [`loading`]: where a load looks, files and profiles, and variables that you already have.
//! - [`refused_values`]: values that cannot be a key, and are not sent.
//! - [`secret_stores`]: keys from vaults, secret managers, keyrings and 1Password.
//! - [`rotate_a_key`]: keys change without a restart.
//! - [`CioCredentials`](trait@CioCredentials): `load`, `explain`, `template`, and [`Loader`] to say where to look.
//! - [`LoadError`]: every problem of a load that failed.
//! - [`TrackCredentials`], [`AppCredentials`] and [`PipelinesCredentials`]: keys from a database, a tenant or a test.
//! - [`Provides`]: a function that needs one key takes any credentials that hold it.
//!
//! The crate `cio-http` sends with these credentials, and takes only the right key.
//!
//! # Features
//!
//! `toml` is on by default and reads TOML files; `json` reads JSON files. Without either, the environment, `.env` and
//! directories remain. `store` has a load ask stores of yours, and brings `load_async`; `vault`, `aws`, `gcp`, `azure` and
//! `keyring` bring one each: see [`secret_stores`] for the cost of each.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The ready-made credentials below use the derive, whose output starts with `::cio_config`.
extern crate self as cio_config;

mod check;
mod credential;
mod credentials;
mod environment;
mod finding;
mod generated;
mod load;
mod loader;
mod output;
mod read;
mod ready_made;
mod reference;
mod rotate;
mod schema;
mod source;
mod store;
mod text;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[doc = include_str!("../docs/compile-errors.md")]
pub mod compile_errors {}

#[doc = include_str!("../docs/dotenv.md")]
pub mod dotenv {}

#[doc = include_str!("../docs/loading.md")]
pub mod loading {}

#[doc = include_str!("../docs/mobile-apps.md")]
pub mod mobile_apps {}

#[doc = include_str!("../docs/other-tools.md")]
pub mod other_tools {}

#[doc = include_str!("../docs/rotation.md")]
pub mod rotate_a_key {
    #[cfg(doc)]
    use crate::loader::Loader;
    #[cfg(doc)]
    use crate::rotate::counts::RotationCounts;
    #[cfg(doc)]
    use crate::rotate::error::RotateError;
    #[cfg(doc)]
    use crate::rotate::rotating::Rotating;
}

#[doc = include_str!("../docs/refused-values.md")]
pub mod refused_values {}

#[doc = include_str!("../docs/stores.md")]
pub mod secret_stores {
    #[cfg(doc)]
    use crate::environment::Environment;
    #[cfg(doc)]
    use crate::finding::secret_problem::SecretProblem;
    #[cfg(doc)]
    use crate::finding::store_fault::StoreFault;
    #[cfg(doc)]
    use crate::reference::Reference;
    #[cfg(doc)]
    use crate::store::secret_store::SecretStore;
}

#[doc = include_str!("../docs/derive.md")]
pub use cio_macros::CioCredentials;
pub use credential::fault::{Blank, Edge, KeyFault};
pub use credential::key::app_api_key::AppApiKey;
pub use credential::key::cdp_api_key::CdpApiKey;
pub use credential::key::migration_site_id::MigrationSiteId;
pub use credential::key::service_account_token::ServiceAccountToken;
pub use credential::key::site_id::SiteId;
pub use credential::key::track_api_key::TrackApiKey;
pub use credential::key::webhook_signing_key::WebhookSigningKey;
pub use credential::key::workspace_id::WorkspaceId;
pub use credential::other_tool::OtherTool;
pub use credential::provides::Provides;
pub use credential::region::Region;
pub use credential::role::{Exposure, Role};
pub use credential::sealed::Credential;
pub use credentials::{CioCredentials, StatesRegion};
pub use environment::Environment;
pub use finding::command_fault::CommandFault;
pub use finding::document_fault::DocumentFault;
pub use finding::kind::ProblemKind;
pub use finding::load_error::LoadError;
pub use finding::note::{Date, Note};
pub use finding::origin::Origin;
pub use finding::problem::Problem;
pub use finding::reference_problem::ReferenceProblem;
pub use finding::secret_problem::SecretProblem;
pub use finding::store_fault::StoreFault;
pub use finding::unreadable::Unreadable;
pub use loader::Loader;
pub use output::mobile::MobileConfig;
pub use output::report::{FieldReport, Report};
pub use output::template::{Template, TemplateFormat};
pub use output::template_check::TemplateDifference;
pub use ready_made::{AppCredentials, PipelinesCredentials, TrackCredentials};
pub use reference::backend::Backend;
pub use reference::{Reference, ReferenceFault};
#[doc(hidden)]
pub use rotate::cell::Version;
pub use rotate::counts::RotationCounts;
pub use rotate::error::RotateError;
#[cfg(cio_fault)]
#[doc(hidden)]
pub use rotate::fault::is_on as fault_is_on;
#[doc(hidden)]
pub use rotate::refusal::{Refused, Reloading};
pub use rotate::rotating::Rotating;
pub use schema::fields::{Field, FieldKind, Presence, Schema};
pub use schema::pin::{Eu, Pin, Us};
#[cfg(any(feature = "toml", feature = "json"))]
pub use source::document::format::Format;
#[cfg(feature = "aws")]
pub use store::aws::AwsStore;
#[cfg(feature = "azure")]
pub use store::azure::AzureStore;
#[cfg(feature = "gcp")]
pub use store::gcp::GcpStore;
#[cfg(feature = "keyring")]
pub use store::keyring::KeyringStore;
pub use store::secret::{Secret, SecretRequest};
pub use store::secret_store::{Fetching, SecretStore};
#[cfg(feature = "vault")]
pub use store::vault::VaultStore;
pub use text::setting_form::SettingForm;
