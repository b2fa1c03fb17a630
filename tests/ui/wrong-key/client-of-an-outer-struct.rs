use cio_config::{AppApiKey, CioCredentials, Region};
use cio_http::Client;

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
}

fn client(company: Company) {
    let _ = Client::new(company);
}

fn main() {}
