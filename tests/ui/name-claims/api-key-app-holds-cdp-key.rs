use cio_config::{CdpApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    api_key_app: CdpApiKey,
    region: Region,
}

fn main() {}
