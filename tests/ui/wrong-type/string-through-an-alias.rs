use cio_config::{CioCredentials, Region};

type Key = String;

#[derive(CioCredentials)]
struct Billing {
    app_key: Key,
    region: Region,
}

fn main() {}
