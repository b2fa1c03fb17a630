use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(any_name, env = "CUSTOMERIO_APP_API_KEY_FILE")]
    cdp_key: CdpApiKey,
    region: Region,
}

fn main() {}
