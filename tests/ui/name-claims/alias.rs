use cio_config::{CioCredentials, Region};

type Key = cio_config::AppApiKey;

#[derive(CioCredentials)]
struct Billing {
    track_key: Key,
    region: Region,
}

fn main() {}
