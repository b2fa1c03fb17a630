use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing<'a> {
    app_key: &'a AppApiKey,
    region: Region,
}

fn main() {}
