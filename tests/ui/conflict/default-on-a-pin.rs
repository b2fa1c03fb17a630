use cio_config::{AppApiKey, CioCredentials, Eu};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: Eu,
}

fn main() {}
