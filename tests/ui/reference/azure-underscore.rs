use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+azurekeyvault://my-vault/app_api_key")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
