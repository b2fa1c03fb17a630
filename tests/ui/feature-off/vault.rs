use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(vault = "secret/customerio")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
