use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+vault://secret/cio#/app_api_key", command = ["pass", "cio"])]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
