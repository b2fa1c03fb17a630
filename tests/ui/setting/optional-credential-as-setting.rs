use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(setting)]
    key: Option<AppApiKey>,
    region: Region,
}

fn main() {}
