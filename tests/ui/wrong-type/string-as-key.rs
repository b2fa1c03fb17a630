use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: String,
    region: Region,
}

fn main() {}
