use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "CUSTOMERIO_LABEL")]
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    label: String,
}

fn main() {}
