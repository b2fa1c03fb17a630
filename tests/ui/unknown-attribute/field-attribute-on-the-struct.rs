use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(env = "BILLING_KEY")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
