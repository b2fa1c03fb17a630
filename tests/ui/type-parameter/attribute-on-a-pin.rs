use cio_config::{AppApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    #[cio(command = ["pass", "cio"])]
    region: R,
}

fn main() {}
