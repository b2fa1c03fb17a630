use cio_config::{AppApiKey, CioCredentials, Region};
use cio_http::{Client, track};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

async fn welcome(cio: &Client<Billing>) {
    let _ = cio.send(&track::Identify::new("42")).await;
}

fn main() {}
