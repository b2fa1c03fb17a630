use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(default = "EU")]
    region: Region,
}

fn main() {}
