use cio_config::{AppApiKey, MigrationSiteId};

fn takes(_: MigrationSiteId) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
