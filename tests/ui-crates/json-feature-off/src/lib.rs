use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(file = "customerio.json")]
pub struct Billing {
    pub app_key: AppApiKey,
    pub region: Region,
}
