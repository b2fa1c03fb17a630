use cio_config::{AppApiKey, CioCredentials, Region};
use cio_http::{Client, app};

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Company {
    #[cio(nested)]
    marketing: Marketing,
    region: Region,
}

async fn remind(cio: &Client<Company>) {
    let _ = cio.send(&app::SendEmail::template(3)).await;
}

fn main() {}
