use cio_config::{AppApiKey, CioCredentials, Region};

struct Other;

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested, any_name)]
    other: Other,
}

fn main() {}
