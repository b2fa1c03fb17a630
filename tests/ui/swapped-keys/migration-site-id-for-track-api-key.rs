use cio_config::{MigrationSiteId, TrackApiKey};

fn takes(_: TrackApiKey) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
