use cio_config::{AppApiKey, CioCredentials, Region};
use cio_http::{Client, app};

#[derive(CioCredentials)]
struct Billing {
    app_key: Option<AppApiKey>,
    region: Region,
}

async fn remind(cio: &Client<Billing>) {
    let _ = cio.send(&app::SendEmail::template(3)).await;
}

fn main() {}
