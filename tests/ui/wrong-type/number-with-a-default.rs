use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(default = "3")]
    retries: u16,
}

fn main() {}
