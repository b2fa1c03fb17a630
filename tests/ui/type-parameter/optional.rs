use cio_config::{AppApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    region: Option<R>,
}

fn main() {}
