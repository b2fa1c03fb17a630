use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(serde::Deserialize)]
struct Limit {}

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting, default)]
    limit: Limit,
}

fn main() {}
