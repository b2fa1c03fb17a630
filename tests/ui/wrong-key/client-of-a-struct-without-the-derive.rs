use cio_config::{AppApiKey, Region};
use cio_http::blocking::Client;

struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn client(billing: Billing) {
    let _ = Client::new(billing);
}

fn main() {}
