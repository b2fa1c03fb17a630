use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::{app, assert_can_send, track};

#[derive(CioCredentials)]
struct Tracker {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

assert_can_send!(Tracker: track::Identify, app::SendEmail);

fn main() {}
