use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "billing_key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
