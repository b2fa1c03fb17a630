//! An example that says what the structs read.

use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region, SiteId, WebhookSigningKey};

/// Keys of the company.
#[derive(CioCredentials)]
#[cio(env_example = ".env.example", other_names = ["CIO_API_KEY"])]
pub struct Company {
    /// Sends.
    #[cio(env = "BILLING_KEY")]
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
    /// How often.
    #[cio(setting)]
    pub retries: u16,
    /// Reports what is sent.
    pub webhook_key: Option<WebhookSigningKey>,
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
