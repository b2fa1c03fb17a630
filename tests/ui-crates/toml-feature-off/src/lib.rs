use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(file = "customerio.toml")]
pub struct Billing {
    pub app_key: AppApiKey,
    pub region: Region,
}
