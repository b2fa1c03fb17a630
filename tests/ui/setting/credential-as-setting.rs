use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(setting)]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
