use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    track_api_key: AppApiKey,
    region: Region,
}

fn main() {}
