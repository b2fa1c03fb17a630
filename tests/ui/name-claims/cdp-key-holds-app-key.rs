use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    cdp_key: AppApiKey,
    region: Region,
}

fn main() {}
