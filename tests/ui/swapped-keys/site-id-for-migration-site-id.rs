use cio_config::{MigrationSiteId, SiteId};

fn takes(_: MigrationSiteId) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
