use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::{assert_cannot_send, track};

#[derive(CioCredentials)]
struct Tracker {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

assert_cannot_send!(Tracker: track::Identify);

fn main() {}
