use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "A", env = "B")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
