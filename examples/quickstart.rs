//! Load credentials, send with the right key, handle what can go wrong: `cargo run --bin quickstart`.
//!
//! It talks to a stand-in Customer.io in this process, so it needs no account. `cargo run` shows more.

use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::sandbox::Sandbox;
use cio_http::{Client, Error, app, track};

/// The credentials of this service: the types say which, the names are its own.
#[derive(CioCredentials)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // With your account these three lines are two: `let cio = Client::new(Billing::load()?)?;` and the next statement.
    let sandbox = Sandbox::start()?;
    let billing = Billing::loader().environment(sandbox.environment()).load()?;
    let cio = Client::new(billing)?;
    cio.verify_region().await?;

    // An operation is a value, and its type picks the key: here the Track pair, for the e-mail the App key.
    cio.send(&track::Identify::new("42").attribute("email", "ada@example.com")).await?;
    cio.send(&track::TrackEvent::new("42", "purchase").data("amount", 12)).await?;
    println!("the sandbox has {} person and {} event", sandbox.people().len(), sandbox.events().len());

    remind(&cio, "ada@example.com").await;
    remind(&cio, "").await;
    Ok(())
}

/// Sends a reminder. An error says whether it may be sent again, and mostly what to do.
async fn remind(cio: &Client<Billing>, address: &str) {
    match cio.send(&app::SendEmail::template("reminder").to(address).id("42")).await {
        Ok(delivery) => println!("queued delivery {}", delivery.delivery_id),
        Err(error @ Error::Unavailable(_)) => println!("not sent, try again later: {error}"),
        Err(error) => {
            println!("not sent: {error}");
            if let Some(hint) = error.hint() {
                println!("hint: {hint}");
            }
        }
    }
}
