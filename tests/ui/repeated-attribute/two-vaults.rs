use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
#[cio(secrets_dir = "/run/secrets", secrets_dir = "/etc/secrets")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn main() {}
