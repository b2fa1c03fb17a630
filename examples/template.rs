//! Prints what a struct reads, for people to fill in: `cargo run --bin template -- env` (or `toml`, `markdown`, `json-schema`).

use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};

/// The credentials of the billing service.
#[derive(CioCredentials)]
#[allow(dead_code, reason = "only its description is used")]
struct Billing {
    /// Names the credentials of the billing workspace.
    site_id: SiteId,
    /// Writes people and events.
    track_key: TrackApiKey,
    /// Sends invoices and receipts.
    app_key: Option<AppApiKey>,
    /// Where the account is.
    #[cio(default = "eu")]
    region: Region,
    /// How often a send is tried again.
    #[cio(setting, default = "3")]
    retries: u8,
}

fn main() {
    let template = Billing::template();
    match std::env::args().nth(1).as_deref() {
        Some("env") => print!("{}", template.env()),
        Some("toml") => print!("{}", template.toml()),
        Some("markdown") => print!("{}", template.markdown()),
        Some("json-schema") => print!("{}", template.json_schema()),
        _ => {
            eprintln!("usage: template env|toml|markdown|json-schema");
            std::process::exit(2);
        }
    }
}
