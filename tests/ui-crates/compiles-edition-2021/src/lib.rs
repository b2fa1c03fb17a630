//! The derive in a crate of an older edition.

use cio_config::{AppApiKey, CioCredentials, Region};

/// Keys.
#[derive(CioCredentials)]
pub struct Billing {
    /// Sends.
    pub app_key: AppApiKey,
    /// Where.
    pub region: Region,
}
