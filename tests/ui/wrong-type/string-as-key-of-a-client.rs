use cio_config::{CioCredentials, Region};
use cio_http::{Client, app};

#[derive(CioCredentials)]
struct Billing {
    app_key: String,
    region: Region,
}

async fn remind(billing: Billing) -> Result<(), cio_http::Error> {
    let cio = Client::new(billing)?;
    cio.send(&app::SendEmail::template(3)).await?;
    Ok(())
}

fn main() {}
