use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(default = "us", command = ["pass", "cio"])]
    region: Region,
}

fn main() {}
