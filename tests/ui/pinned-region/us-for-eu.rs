use cio_config::{AppApiKey, CioCredentials, Eu, Us};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Eu,
}

fn billing(app_key: AppApiKey) -> Billing {
    Billing { app_key, region: Us }
}

fn main() {}
