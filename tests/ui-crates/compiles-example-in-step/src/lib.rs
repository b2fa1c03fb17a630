//! An example that says what the structs read.

use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region, SiteId};

/// Keys of the company.
#[derive(CioCredentials)]
#[cio(env_example = ".env.example")]
pub struct Company {
    /// Sends.
    #[cio(env = "BILLING_KEY")]
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
    /// How often.
    #[cio(setting)]
    pub retries: u16,
    /// Its mobile app.
    #[cio(nested)]
    pub mobile: Option<Mobile>,
}

/// Keys of the app.
#[derive(CioCredentials)]
#[cio(workspace = "mobile")]
pub struct Mobile {
    /// Names it.
    pub site_id: SiteId,
    /// Writes.
    pub cdp_key: CdpApiKey,
    /// Where.
    pub region: Region,
}
