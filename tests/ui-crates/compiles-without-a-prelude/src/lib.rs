//! Everything the derive takes, in a crate without the prelude and with every lint that could object.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

use ::cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, MigrationSiteId, Pin, Region, ServiceAccountToken, SiteId, TrackApiKey, Us,
    WebhookSigningKey, WorkspaceId,
};
use ::core::clone::Clone;
use ::core::fmt::Debug;
use ::core::option::Option;
use ::std::string::String;
use ::std::vec::Vec;

/// Every credential, beside other derives.
#[derive(Clone, Debug, CioCredentials)]
#[cio(file = "customerio.toml", secrets_dir = "/run/secrets", references)]
pub struct Everything {
    /// A pair.
    pub site_id: SiteId,
    /// A pair.
    pub track_key: TrackApiKey,
    /// Sends.
    #[cio(env = "BILLING_KEY")]
    pub app_key: AppApiKey,
    /// Writes.
    pub cdp_key: Option<CdpApiKey>,
    /// Verifies.
    #[cio(reference = "ref+file:///run/secrets/webhook")]
    pub webhook_key: WebhookSigningKey,
    /// Sends too.
    #[cio(command = ["pass", "cio/service-account"])]
    pub token: ServiceAccountToken,
    /// Migrates.
    pub migration_site_id: MigrationSiteId,
    /// Counts.
    pub workspace_id: WorkspaceId,
    /// Where.
    #[cio(default = "eu")]
    pub region: Region,
}

/// Names that generated code might use itself.
#[derive(CioCredentials)]
pub(crate) struct Names {
    #[cio(any_name)]
    pub(crate) sources: TrackApiKey,
    loader: SiteId,
    #[cio(any_name)]
    env: AppApiKey,
    build: Us,
    #[cio(setting, env = "TYPE")]
    r#type: String,
    #[cio(setting)]
    role: Vec<String>,
}

/// A type alias is checked as the type that it names.
pub type Key = AppApiKey;

/// Generic over its pin, and over a setting with a bound.
#[derive(CioCredentials)]
pub struct Generic<R: Pin, T: Clone, const N: usize = 1>
where
    T: ::serde::de::DeserializeOwned,
{
    /// Through an alias.
    pub app_key: Key,
    /// Either.
    pub region: R,
    /// Of the caller's own.
    #[cio(setting)]
    pub limit: T,
}

/// Several workspaces.
#[derive(CioCredentials)]
pub struct Company {
    /// One.
    #[cio(nested)]
    pub marketing: Marketing,
    /// Another, all of it or none.
    #[cio(nested)]
    pub product: Option<Product>,
}

/// One workspace.
#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
pub struct Marketing {
    /// Sends.
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
}

/// Another workspace.
#[derive(CioCredentials)]
#[cio(workspace = "product")]
pub struct Product {
    /// Sends.
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
}

/// Within a function.
#[must_use]
pub fn regions() -> [Option<Region>; 1] {
    #[derive(CioCredentials)]
    struct Local {
        webhook_key: WebhookSigningKey,
        region: Option<Region>,
    }
    impl Local {
        const fn region_or_none(&self) -> Option<Region> {
            let _ = &self.webhook_key;
            self.region
        }
    }
    let local: Option<Local> = Option::None;
    [local.as_ref().and_then(Local::region_or_none)]
}

/// Reads what would otherwise never be read.
#[must_use]
pub(crate) fn names(names: &Names) -> (&TrackApiKey, &SiteId, &AppApiKey, Us, &String, &[String]) {
    (&names.sources, &names.loader, &names.env, names.build, &names.r#type, &names.role)
}

/// Uses it from outside.
#[must_use]
pub fn count(names: &[Everything]) -> usize {
    let _ = self::names;
    names.len()
}
