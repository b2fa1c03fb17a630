use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(vault = "secret")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
