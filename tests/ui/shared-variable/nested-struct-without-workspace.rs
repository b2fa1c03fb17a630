use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Marketing {
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Company {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested)]
    marketing: Marketing,
}

fn main() {}
