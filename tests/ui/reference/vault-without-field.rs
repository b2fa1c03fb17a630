use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+vault://secret/customerio")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
