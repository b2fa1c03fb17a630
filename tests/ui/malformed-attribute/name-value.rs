use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio = "BILLING_KEY"]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
