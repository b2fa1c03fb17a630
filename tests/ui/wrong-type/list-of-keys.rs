use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_keys: Vec<AppApiKey>,
    region: Region,
}

fn main() {}
