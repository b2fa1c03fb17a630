use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(env_example = ".env.example")]
pub struct Billing {
    pub app_key: AppApiKey,
    pub region: Region,
}
