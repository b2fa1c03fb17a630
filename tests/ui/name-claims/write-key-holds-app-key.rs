use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    write_key: AppApiKey,
    region: Region,
}

fn main() {}
