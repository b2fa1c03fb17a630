use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};

#[derive(CioCredentials)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

fn export(billing: &Billing) -> String {
    billing.mobile_config().to_string()
}

fn main() {}
