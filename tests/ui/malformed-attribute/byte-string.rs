use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = b"BILLING_KEY")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
