use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(worksapce = "shop")]
struct Billing {
    #[cio(enw = "BILLING_KEY", any_nam)]
    app_key: AppApiKey,
    #[cio(default = "uk")]
    region: Region,
}

fn main() {}
