use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+vault://secret/customerio#/app_api_key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
