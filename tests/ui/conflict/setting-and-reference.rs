use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting, reference = "ref+vault://secret/cio#/app_api_key")]
    label: String,
}

fn main() {}
