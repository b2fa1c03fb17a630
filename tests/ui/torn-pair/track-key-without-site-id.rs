use cio_config::{CioCredentials, Region, TrackApiKey};

#[derive(CioCredentials)]
struct Billing {
    track_key: TrackApiKey,
    region: Region,
}

fn main() {}
