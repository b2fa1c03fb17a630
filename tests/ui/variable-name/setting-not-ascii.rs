use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    höhe: u16,
}

fn main() {}
