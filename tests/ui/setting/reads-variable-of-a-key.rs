use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting, env = "CUSTOMERIO_TRACK_API_KEY")]
    label: String,
}

fn main() {}
