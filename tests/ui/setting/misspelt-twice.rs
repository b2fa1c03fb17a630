use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    one: u16,
    #[cio(settings)]
    two: u16,
}

fn main() {}
