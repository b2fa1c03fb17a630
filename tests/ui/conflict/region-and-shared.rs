use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(shared)]
    app_key: AppApiKey,
    #[cio(shared)]
    region: Region,
}

fn main() {}
