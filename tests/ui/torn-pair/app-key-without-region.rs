use cio_config::{AppApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
}

fn main() {}
