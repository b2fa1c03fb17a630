use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    backup: AppApiKey,
    region: Region,
}

fn main() {}
