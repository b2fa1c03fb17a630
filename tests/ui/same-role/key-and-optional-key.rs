use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    backup: Option<AppApiKey>,
    region: Region,
}

fn main() {}
