use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = option_env!("APP_KEY"))]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
