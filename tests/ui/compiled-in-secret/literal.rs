use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = "0123456789abcdef0123")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
