use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+file:///run/my%2key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
