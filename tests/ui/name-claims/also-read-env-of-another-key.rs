use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    #[cio(env = "CIO_PIPELINES_WRITE_KEY")]
    key: AppApiKey,
    region: Region,
}

fn main() {}
