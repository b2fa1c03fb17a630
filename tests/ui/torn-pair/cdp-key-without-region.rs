use cio_config::{CdpApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing {
    cdp_key: CdpApiKey,
}

fn main() {}
