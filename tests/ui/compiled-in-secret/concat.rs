use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = concat!("0123", "4567"))]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
