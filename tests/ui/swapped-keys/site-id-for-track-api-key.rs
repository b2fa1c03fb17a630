use cio_config::{SiteId, TrackApiKey};

fn takes(_: TrackApiKey) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
