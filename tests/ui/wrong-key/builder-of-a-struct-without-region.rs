use cio_config::{CioCredentials, WebhookSigningKey};
use cio_http::{Client, Error};

#[derive(CioCredentials)]
struct Hooks {
    key: WebhookSigningKey,
}

fn client(hooks: Hooks) -> Result<(), Error> {
    let cio = Client::builder(hooks).build()?;
    println!("{:?}", cio.region());
    Ok(())
}

fn main() {}
