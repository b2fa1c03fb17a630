use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::{app, assert_cannot_send, track};

#[derive(CioCredentials)]
struct Tracker {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

assert_cannot_send!(Tracker: app::SendEmail);

fn main() {
    let _ = track::Identify::new("42");
}
