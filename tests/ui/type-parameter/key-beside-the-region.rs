use cio_config::{CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing<K> {
    mine: K,
    region: Region,
}

fn main() {}
