use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(any_name = true)]
    key: AppApiKey,
    region: Region,
}

fn main() {}
