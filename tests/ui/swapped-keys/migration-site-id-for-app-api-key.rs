use cio_config::{AppApiKey, MigrationSiteId};

fn takes(_: AppApiKey) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
