use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    track_key: AppApiKey,
    region: Region,
}

fn main() {}
