use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Shop {
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Company {
    #[cio(nested, shared)]
    shop: Shop,
}

fn main() {}
