use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(file = "customerio.yaml")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
