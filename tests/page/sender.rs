//! Sends with the client of this workspace while the page of a sandbox is open. `SANDBOX` has the line that the sandbox prints.
//!
//! With `--events N` it sends so many events of about 550 bytes, one request each, and nothing else.

use cio_config::{AppApiKey, CioCredentials, Environment, Region, SiteId, TrackApiKey};
use cio_http::sandbox::Addresses;
use cio_http::{Client, app, track};
use std::error::Error;

#[derive(CioCredentials)]
struct All {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

/// Markup that a page must show as text and never run.
const HOSTILE: &str = r#"<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let addresses: Addresses = std::env::var("SANDBOX")?.parse()?;
    let keys = addresses.credentials(Region::Us);
    let environment = Environment::from([
        ("CUSTOMERIO_SITE_ID", keys.site_id()),
        ("CUSTOMERIO_TRACK_API_KEY", keys.track_api_key()),
        ("CUSTOMERIO_APP_API_KEY", keys.app_api_key()),
        ("CUSTOMERIO_REGION", "us"),
    ]);
    let all = All::loader().environment(environment).load()?;
    let cio = Client::builder(all).sandbox(&addresses).build()?;
    if let Some(events) = std::env::args().skip_while(|argument| argument != "--events").nth(1) {
        return send_events(&cio, events.parse()?).await;
    }
    let ada = track::Identify::new("ada").attribute("email", "ada@example.com").attribute("plan", HOSTILE);
    cio.send(&ada).await?;
    cio.send(&track::Identify::new(HOSTILE).attribute("plan", "pro")).await?;
    cio.send(&track::TrackEvent::new("ada", "bought \"><script>window.hacked=3</script>")).await?;
    let body =
        format!("<h1 style=\"color:rgb(0, 100, 0)\">Hello Ada</h1>{HOSTILE}<script>parent.hacked=4</script>");
    let email =
        app::SendEmail::untemplated().from("shop@example.com").subject(format!("Order {HOSTILE}")).body(body);
    cio.send(&email.to("ada@example.com").id("ada")).await?;
    Ok(())
}

/// 64 at a time, each event with its own ID as the client makes it.
async fn send_events(cio: &Client<All>, events: u32) -> Result<(), Box<dyn Error>> {
    let note = "x".repeat(480);
    let mut sending = tokio::task::JoinSet::new();
    for number in 0..events {
        if sending.len() == 64 {
            sending.join_next().await.ok_or("none is under way")???;
        }
        let event = track::TrackEvent::new(format!("person-{}", number % 1000), "bought").data("note", &note);
        let cio = cio.clone();
        sending.spawn(async move { cio.send(&event).await.map(drop) });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    Ok(())
}
