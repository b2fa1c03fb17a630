use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};

fn credentials(site_id: SiteId, key: TrackApiKey) -> TrackCredentials {
    TrackCredentials::new(key, site_id, Region::Eu)
}

fn main() {}
