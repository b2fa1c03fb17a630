use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "BILLING_KEY" any_name)]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
