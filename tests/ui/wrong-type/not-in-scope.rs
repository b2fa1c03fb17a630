use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing {
    app_key: BillingKey,
    region: Region,
}

fn main() {}
