use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(other_names = [])]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
