use cio_config::{AppApiKey, CioCredentials, Region};

struct Key(AppApiKey);

#[derive(CioCredentials)]
struct Billing {
    app_key: Key,
    region: Region,
}

fn main() {}
