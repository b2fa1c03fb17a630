use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: Option<String>,
    region: Region,
}

fn main() {}
