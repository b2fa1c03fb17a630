use cio_config::ServiceAccountToken;
use cio_http::{Client, Error, ServiceAccount, app};

async fn send(token: ServiceAccountToken) -> Result<(), Error> {
    let cio = Client::new(ServiceAccount(token))?;
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await.map(drop)
}

fn main() {}
