use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "CUSTOMERIO_TRACK_API_KEY")]
    key: AppApiKey,
    region: Region,
}

fn main() {}
