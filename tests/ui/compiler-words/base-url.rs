use cio_config::AppCredentials;
use cio_http::Client;

fn client(credentials: AppCredentials) {
    let _ = Client::builder(credentials).base_url("https://proxy.internal");
}

fn main() {}
