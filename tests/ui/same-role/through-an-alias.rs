use cio_config::{AppApiKey, CioCredentials, Region};

type Key = cio_config::AppApiKey;

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    backup: Key,
    region: Region,
}

fn main() {}
