use cio_config::{CioCredentials, Region};

type Key = cio_config::AppApiKey;

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "CUSTOMERIO_TRACK_API_KEY")]
    key: Key,
    region: Region,
}

fn main() {}
