use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(other_names = ["CUSTOMERIO_API_KEY", "CIO_APP_KEY"])]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
