use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    track_key: Option<AppApiKey>,
    region: Region,
}

fn main() {}
