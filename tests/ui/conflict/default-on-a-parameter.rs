use cio_config::{AppApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: R,
}

fn main() {}
