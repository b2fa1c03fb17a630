use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "BILLING_KEY")]
    app_key: AppApiKey,
    #[cio(env = "BILLING_KEY_FILE")]
    cdp_key: CdpApiKey,
    region: Region,
}

fn main() {}
