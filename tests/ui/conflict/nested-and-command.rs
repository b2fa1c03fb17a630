use cio_config::{AppApiKey, CioCredentials, Region};

struct Other;

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested, command = ["pass", "cio"])]
    other: Other,
}

fn main() {}
