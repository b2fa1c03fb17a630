use cio_config::AppApiKey;
use cio_http::Client;

fn client(app_key: AppApiKey) {
    let _ = Client::new(app_key);
}

fn main() {}
