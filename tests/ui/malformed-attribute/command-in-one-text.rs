use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(command = "pass cio/app")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
