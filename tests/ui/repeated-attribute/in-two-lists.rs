use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "A")]
    #[cio(env = "B")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
