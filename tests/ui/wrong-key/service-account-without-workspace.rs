use cio_config::{CioCredentials, Region, ServiceAccountToken};
use cio_http::{Client, Error, ServiceAccount, app};

#[derive(CioCredentials)]
struct Sender {
    token: ServiceAccountToken,
    region: Region,
}

async fn send(sender: Sender) -> Result<(), Error> {
    let cio = Client::new(ServiceAccount(sender))?;
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await.map(drop)
}

fn main() {}
