use cio_config::{MigrationSiteId, SiteId};

fn takes(_: SiteId) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
