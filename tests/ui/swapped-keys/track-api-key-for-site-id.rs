use cio_config::{SiteId, TrackApiKey};

fn takes(_: SiteId) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
