use cio_config::{AppApiKey, CioCredentials, Region};

struct Other;

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested, reference = "ref+vault://secret/cio#/app_api_key")]
    other: Other,
}

fn main() {}
