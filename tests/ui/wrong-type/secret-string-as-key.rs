use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: secrecy::SecretString,
    region: Region,
}

fn main() {}
