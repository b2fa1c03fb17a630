use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+vault://secret/cio?address=vault.example#/app_api_key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
