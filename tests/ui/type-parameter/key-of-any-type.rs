use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing<K> {
    app_key: K,
    region: Region,
}

fn main() {}
