use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
