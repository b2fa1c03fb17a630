//! Typed Customer.io credentials, and where they are found.
//!
//! A field's type says which credential it is, so a key cannot stand in the wrong place. A load reads every field before it
//! returns, and tells everything that is wrong at once, without one byte of a value.
//!
//! ```
//! use cio_config::{AppApiKey, CioCredentials, Environment, Region, SiteId, TrackApiKey};
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
//! let error = Billing::loader().environment(environment).load().err().unwrap();
//! assert_eq!(
//!     error.to_string(),
//!     "`Billing` could not be loaded\n\
//!      - the Track API key in environment variable `CUSTOMERIO_TRACK_API_KEY` has a space at its end\n  \
//!        hint: copy it again from https://fly.customer.io/settings/api_credentials: what the dashboard shows has none\n\
//!      - no App API key: environment variable `CUSTOMERIO_APP_API_KEY` is not set\n  \
//!        hint: copy it from https://fly.customer.io/settings/api_credentials?keyType=app, \
//!        then set `CUSTOMERIO_APP_API_KEY`",
//! );
//! ```
//!
//! # Where to go next
//!
//! - [`derive(CioCredentials)`](derive@CioCredentials): what a field may be, every attribute, the names that are read, and
//!   the order of sources.
//! - [`compile_errors`]: what does not compile, and what to write instead.
//! - [`secret_stores`]: keys from vaults, secret managers, keyrings and 1Password.
//! - [`CioCredentials`](trait@CioCredentials): `load`, `explain`, `template`, and [`Loader`] to say where to look.
//! - [`LoadError`]: what a load tells when it fails.
//! - [`TrackCredentials`], [`AppCredentials`] and [`PipelinesCredentials`]: keys from a database, a tenant or a test.
//! - [`Provides`]: a function that needs one key takes any credentials that hold it.
//!
//! The crate `cio-http` sends with these credentials, and takes only the right key.
//!
//! # Features
//!
//! `toml` is on by default and reads TOML files; `json` reads JSON files. Without either, the environment, `.env` and
//! directories remain. `store` has a load ask stores of yours, and brings `load_async`; `vault`, `aws`, `gcp`, `azure` and
//! `keyring` bring one each: see [`secret_stores`] for what each costs.

// The ready-made credentials below use the derive, whose output starts with `::cio_config`.
extern crate self as cio_config;

mod check;
mod credentials;
mod dotenv;
mod error;
mod example;
mod fault;
mod feature;
mod field;
mod inspect;
#[cfg(any(feature = "json", feature = "store"))]
mod json;
mod key;
mod load;
mod loader;
mod message;
mod mobile;
mod names;
mod near;
mod nested;
mod origin;
mod problem;
mod provides;
mod reference;
mod region;
mod report;
mod resolve;
mod role;
mod schema;
mod session;
mod setting;
mod slot;
mod slots;
mod source;
mod store;
mod template;
mod wiped;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[doc = include_str!("../docs/compile-errors.md")]
pub mod compile_errors {}

#[doc = include_str!("../docs/stores.md")]
pub mod secret_stores {
    #[cfg(doc)]
    use crate::{Environment, Reference, SecretProblem, SecretStore, StoreFault};
}

pub use check::Stated;
#[doc = include_str!("../docs/derive.md")]
pub use cio_macros::CioCredentials;
pub use credentials::{AppCredentials, CioCredentials, PipelinesCredentials, TrackCredentials};
pub use error::LoadError;
pub use fault::{Blank, Edge, Fault};
pub use field::Presence;
pub use key::{
    AppApiKey, CdpApiKey, Credential, MigrationSiteId, ServiceAccountToken, SiteId, TrackApiKey,
    WebhookSigningKey, WorkspaceId,
};
pub use loader::Loader;
pub use mobile::MobileConfig;
pub use origin::Origin;
pub use problem::{Problem, ProblemKind, ReferenceProblem, SecretProblem};
pub use provides::Provides;
pub use reference::{Backend, Reference, ReferenceFault};
pub use region::{Eu, Pin, Region, Us};
pub use report::{FieldReport, Note, Report};
pub use role::{Exposure, Role};
pub use schema::{Field, FieldKind, Schema};
#[cfg(any(feature = "toml", feature = "json"))]
pub use source::Format;
pub use source::{CommandFault, DocumentFault, Environment, Unreadable};
#[cfg(feature = "aws")]
pub use store::AwsStore;
#[cfg(feature = "azure")]
pub use store::AzureStore;
#[cfg(feature = "gcp")]
pub use store::GcpStore;
#[cfg(feature = "keyring")]
pub use store::KeyringStore;
#[cfg(feature = "vault")]
pub use store::VaultStore;
pub use store::{Fetching, Secret, SecretRequest, SecretStore, StoreFault};
pub use template::Template;
