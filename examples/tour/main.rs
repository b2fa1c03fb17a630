//! A tour, end to end: where each credential comes from, both clients, what arrives, and what mistakes look like.
//!
//! `cargo run` talks to a stand-in Customer.io in this process and reads none of your variables. `cargo run -- --live`
//! sends with your own account.

mod live;
mod messages;

use cio_config::{
    AppApiKey, AppCredentials, CioCredentials, Environment, Loader, Region, SiteId, TrackApiKey,
};
use cio_http::sandbox::Sandbox;
use cio_http::{Client, app, blocking};
use messages::Messages;
use serde_json::Value;
use std::error::Error;
use std::process::ExitCode;

#[derive(Clone, CioCredentials)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

const DOTENV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tour/tour.env");

const USAGE: &str = "\
usage: cargo run
       cargo run -- --live ADDRESS TEMPLATE

Without arguments it talks to a stand-in Customer.io in its own process.

With --live it sends to Customer.io, with your CUSTOMERIO_* variables or those in a .env file here:
the person `cio-quickstart` gets the e-mail address ADDRESS and the event `quickstart`, and the
transactional message TEMPLATE (its number or trigger name) goes to ADDRESS; event and e-mail go
twice, once from the async client and once from the blocking one.
";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match &arguments[..] {
        [] => on_sandbox().await,
        [live, address, template] if live == "--live" => live::run(address, template).await,
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let Err(error) = result else { return ExitCode::SUCCESS };
    eprintln!("\n{error}");
    if let Some(hint) = error.downcast_ref().and_then(cio_http::Error::hint) {
        eprintln!("hint: {hint}");
    }
    ExitCode::FAILURE
}

async fn on_sandbox() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start()?;
    println!("A stand-in Customer.io listens on 127.0.0.1; its keys are made up.");

    heading("1. Load: where each credential comes from");
    let loader = Loader::empty().environment(account(&sandbox)).dotenv(DOTENV);
    let (billing, report): (Billing, _) = loader.load_with_report()?;
    print!("{report}");

    heading("2. Send, async");
    let cio = Client::new(billing.clone())?;
    Messages::new("42", "ada@example.com", 3).send(&cio).await?;

    heading("3. Send, blocking");
    let builder = blocking::Client::builder(billing).sandbox(&sandbox);
    Messages::new("43", "grace@example.com", 3).send_on_thread(builder).await?;

    heading("4. What arrived");
    show_received(&sandbox);

    heading("5. Mistakes in the environment: all are reported at once, without any value");
    show_load_error();

    heading("6. A key that Customer.io does not know");
    show_unknown_key(&sandbox).await
}

/// A variable for each key of the sandbox's account in the EU; its region is in `tour.env`.
fn account(sandbox: &Sandbox) -> Environment {
    let keys = sandbox.addresses().credentials(Region::Eu);
    Environment::from([
        ("CUSTOMERIO_SITE_ID", keys.site_id()),
        ("CUSTOMERIO_TRACK_API_KEY", keys.track_api_key()),
        ("CUSTOMERIO_APP_API_KEY", keys.app_api_key()),
    ])
}

fn show_received(sandbox: &Sandbox) {
    println!("{} requests, and what they amount to:", sandbox.received().len());
    for person in sandbox.people() {
        println!("person {}, {}", person.id, Value::from(person.attributes));
    }
    for event in sandbox.events() {
        println!("event `{}` of person {}", event.name, event.person.unwrap_or_default());
    }
    for email in sandbox.emails() {
        println!("e-mail to {}, delivery {}", email.to, email.delivery_id);
    }
}

fn show_load_error() {
    let environment = Environment::from([
        ("CUSTOMERIO_SITE_ID", "0123456789abcdef0123"),
        ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123 "),
        ("CUSTOMERIO_APP_API_KEY", "your-app-api-key-here"),
    ]);
    if let Err(error) = Loader::<Billing>::empty().environment(environment).load() {
        println!("{error}");
    }
}

/// Credentials need not come from a source: these could be a tenant's, from a database.
async fn show_unknown_key(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let revoked = AppApiKey::new("0123456789abcdef0123456789abcdef")?;
    let cio = Client::builder(AppCredentials::new(revoked, Region::Eu)).sandbox(sandbox).build()?;
    let email = app::SendEmail::template(3).to("ada@example.com").id("42");
    if let Err(error) = cio.send(&email).await {
        println!("{error}");
        println!("hint: {}", error.hint().unwrap_or_default());
    }
    Ok(())
}

fn heading(text: &str) {
    println!("\n{text}\n{}", "-".repeat(text.len()));
}
