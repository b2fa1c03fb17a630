use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(optional_file = "customerio.yaml")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
