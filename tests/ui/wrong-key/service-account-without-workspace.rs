use cio_config::{CioCredentials, Region, ServiceAccountToken};
use cio_http::{Client, ServiceAccount};

#[derive(CioCredentials)]
struct Sender {
    token: ServiceAccountToken,
    region: Region,
}

fn client(sender: Sender) {
    let _ = Client::new(ServiceAccount(sender));
}

fn main() {}
