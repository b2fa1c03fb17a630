use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(file = "customerio.toml", optional_file = "customerio.toml")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
