use cio_config::{MigrationSiteId, TrackApiKey};

fn takes(_: MigrationSiteId) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
