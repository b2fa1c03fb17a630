use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: &'static str,
    region: Region,
}

fn main() {}
