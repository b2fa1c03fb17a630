use cio_config::{AppApiKey, CioCredentials, Eu, Us};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Us,
    home: Eu,
}

fn main() {}
