use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "secret/customerio")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
