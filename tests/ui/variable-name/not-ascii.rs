use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "SCHLÜSSEL")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
