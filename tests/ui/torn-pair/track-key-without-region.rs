use cio_config::{CioCredentials, SiteId, TrackApiKey};

#[derive(CioCredentials)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
}

fn main() {}
