use cio_config::CioCredentials;
use cio_http::Client;

fn client<C: CioCredentials>(credentials: C) {
    let _ = Client::new(credentials);
}

fn main() {}
