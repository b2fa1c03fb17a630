use cio_config::{AppApiKey, CioCredentials, Region};

struct Limits {}

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    limits: Limits,
}

fn main() {}
