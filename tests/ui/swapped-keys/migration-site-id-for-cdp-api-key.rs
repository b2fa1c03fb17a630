use cio_config::{CdpApiKey, MigrationSiteId};

fn takes(_: CdpApiKey) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
