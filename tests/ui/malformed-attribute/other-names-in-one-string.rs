use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(other_names = "CIO_API_KEY, CUSTOMERIO_API_KEY")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
