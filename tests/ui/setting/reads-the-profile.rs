use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting, env = "CUSTOMERIO_PROFILE")]
    label: String,
}

fn main() {}
