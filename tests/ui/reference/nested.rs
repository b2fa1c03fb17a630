use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+file:///run/ref+vault://secret/cio#/key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
