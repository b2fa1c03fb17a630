use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = include_str!("key.txt"))]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
