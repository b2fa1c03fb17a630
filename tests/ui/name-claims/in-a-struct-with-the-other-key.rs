use cio_config::{AppApiKey, CioCredentials, Region, SiteId};

#[derive(CioCredentials)]
struct Billing {
    site_id: SiteId,
    track_key: AppApiKey,
    region: Region,
}

fn main() {}
