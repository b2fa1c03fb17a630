//! The derive where the crate has another name, and where it is reached through a third.

use customerio_credentials::{AppApiKey, CioCredentials, Region};

/// A facade's re-exports.
pub mod facade {
    pub use customerio_credentials as cio;
}

/// Keys.
#[derive(CioCredentials)]
#[cio(crate = customerio_credentials)]
pub struct Billing {
    /// Sends.
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
}

/// Keys, through the facade.
#[derive(CioCredentials)]
#[cio(crate = crate::facade::cio)]
pub struct Mailing {
    /// Sends.
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
}
