use cio_config::{AppApiKey, CioCredentials, LoadError, Region};

#[derive(CioCredentials)]
pub struct Billing {
    pub app_key: AppApiKey,
    pub region: Region,
}

pub async fn billing() -> Result<Billing, LoadError> {
    Billing::load_async().await
}
