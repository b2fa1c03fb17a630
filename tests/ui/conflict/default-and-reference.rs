use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(default = "us", reference = "ref+vault://secret/cio#/app_api_key")]
    region: Region,
}

fn main() {}
