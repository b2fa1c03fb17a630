use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "CUSTOMERIO_CDP_API_KEY_FILE")]
    key: AppApiKey,
    region: Region,
}

fn main() {}
