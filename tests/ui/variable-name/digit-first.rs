use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "1BILLING")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
