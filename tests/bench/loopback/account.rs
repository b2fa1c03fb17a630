//! Made-up keys, and the addresses of a server as our clients take them.

use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use cio_http::sandbox::Addresses;
use serde_json::json;

pub(crate) const SITE_ID: &str = "b0a31ab4c2d65e1f9a77";
pub(crate) const TRACK_API_KEY: &str = "0123456789abcdef0123";
pub(crate) const AUTHORIZATION: &str = "Basic YjBhMzFhYjRjMmQ2NWUxZjlhNzc6MDEyMzQ1Njc4OWFiY2RlZjAxMjM=";

pub(crate) fn credentials() -> TrackCredentials {
    let site_id = SiteId::new(SITE_ID).expect("it looks like one");
    TrackCredentials::new(site_id, TrackApiKey::new(TRACK_API_KEY).expect("it looks like one"), Region::Eu)
}

/// One server in the place of all hosts.
pub(crate) fn addresses(root: &str) -> Addresses {
    let keys = json!({
        "site_id": SITE_ID,
        "track_api_key": TRACK_API_KEY,
        "app_api_key": "0123456789abcdef0123456789abcdef",
        "cdp_api_key": "0123456789abcdef0123",
        "webhook_signing_key": "0123456789abcdef0123456789abcdef",
    });
    let region = json!({ "track": root, "app": root, "pipelines": root, "credentials": keys });
    json!({ "us": region, "eu": region }).to_string().parse().expect("the line is complete")
}
