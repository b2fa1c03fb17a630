//! Loads from HashiCorp Vault or OpenBao, and prints where each value came from.
//!
//! `cargo run --features vault --bin vault`, with `VAULT_ADDR` and a login in the environment, such as `VAULT_TOKEN`, and
//! with a secret such as `bao kv put secret/customerio site_id=… track_api_key=… app_api_key=… region=eu`.

use cio_config::{AppApiKey, CioCredentials, LoadError, Region, SiteId, TrackApiKey};

/// Everything comes from one secret, in one read. Variables of the environment win, as always.
#[derive(CioCredentials)]
#[cio(vault = "secret/customerio")]
struct Billing {
    site_id: Option<SiteId>,
    track_key: Option<TrackApiKey>,
    app_key: AppApiKey,
    region: Region,
}

fn main() -> Result<(), LoadError> {
    let (billing, report) = Billing::loader().load_with_report()?;
    print!("{report}");
    let pair = billing.site_id.is_some() && billing.track_key.is_some();
    println!(
        "{:?}, {}, and the Track pair is {}",
        billing.app_key,
        billing.region,
        if pair { "there" } else { "not there" }
    );
    Ok(())
}
