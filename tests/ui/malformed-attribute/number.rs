use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = 1)]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
