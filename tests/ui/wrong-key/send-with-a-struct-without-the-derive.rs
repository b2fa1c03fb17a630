use cio_config::{AppApiKey, Region};
use cio_http::{Client, Error, app};

struct Billing {
    app_key: AppApiKey,
    region: Region,
}

async fn send(billing: Billing) -> Result<(), Error> {
    let cio = Client::new(billing)?;
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await?;
    cio.send(&app::ListCampaigns::new()).await.map(drop)
}

fn main() {}
