use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = env!("APP_KEY"))]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
