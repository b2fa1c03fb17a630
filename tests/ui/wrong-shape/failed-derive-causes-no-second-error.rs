use cio_config::{AppApiKey, CioCredentials, Provides, Region};
use cio_http::{Client, app};

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    #[cio(default = "uk")]
    region: Region,
}

fn key<C: Provides<AppApiKey>>(_: &C) {}

async fn send(billing: Billing) -> Result<(), Box<dyn std::error::Error>> {
    key(&billing);
    Client::new(billing)?.send(&app::SendEmail::template(3)).await?;
    Billing::load()?;
    Ok(())
}

fn main() {}
