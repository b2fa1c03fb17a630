use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+keyring://customerio/app#/key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
