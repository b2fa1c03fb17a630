use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(workspace = "next")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
