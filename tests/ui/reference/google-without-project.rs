use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+gcpsecrets://customerio")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
