use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    region: Region,
    home: R,
}

fn main() {}
