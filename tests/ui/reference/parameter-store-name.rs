use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(reference = "ref+awsssm://prod/customer@io")]
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
