use cio_config::{CdpApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_api_key: CdpApiKey,
    region: Region,
}

fn main() {}
