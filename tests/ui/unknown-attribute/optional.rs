use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(optional)]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
