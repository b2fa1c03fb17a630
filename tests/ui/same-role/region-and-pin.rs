use cio_config::{AppApiKey, CioCredentials, Eu, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    home: Eu,
}

fn main() {}
