use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(workspace = "shop")]
struct Shop {
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Company {
    #[cio(nested)]
    first: Shop,
    #[cio(nested)]
    second: Option<Shop>,
}

fn main() {}
