use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(worksapce = "shop")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
