use cio_config::{AppApiKey, TrackCredentials};
use cio_http::{Client, Error, app};

async fn send(billing: Client<TrackCredentials>, app_key: AppApiKey) -> Result<(), Error> {
    let cio = billing.with_credentials(app_key)?;
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await.map(drop)
}

fn main() {}
