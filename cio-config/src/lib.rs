//! Typed Customer.io credentials, and where they are found.

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
mod key;
mod loader;
mod message;
mod mobile;
mod names;
mod nested;
mod origin;
mod provides;
mod reference;
mod region;
mod report;
mod role;
mod schema;
mod setting;
mod slot;
mod source;
mod template;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use check::Stated;
pub use cio_macros::CioCredentials;
pub use credentials::{AppCredentials, CioCredentials, PipelinesCredentials, TrackCredentials};
pub use error::{LoadError, Problem, ProblemKind, ReferenceProblem};
pub use fault::{Blank, Edge, Fault};
pub use field::Presence;
pub use key::{
    AppApiKey, CdpApiKey, Credential, MigrationSiteId, ServiceAccountToken, SiteId, TrackApiKey,
    WebhookSigningKey, WorkspaceId,
};
pub use loader::Loader;
pub use mobile::MobileConfig;
pub use origin::Origin;
pub use provides::Provides;
pub use reference::{Backend, Reference, ReferenceFault};
pub use region::{Eu, Pin, Region, Us};
pub use report::{FieldReport, Note, Report};
pub use role::{Exposure, Role};
pub use schema::{Field, FieldKind, Schema};
pub use source::{CommandFault, Environment, Unreadable};
pub use template::Template;
