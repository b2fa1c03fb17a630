use cio_config::{AppApiKey, CioCredentials, Region};
use std::collections::HashMap;

#[derive(CioCredentials)]
struct Billing {
    app_keys: HashMap<String, AppApiKey>,
    region: Region,
}

fn main() {}
