use cio_config::{CdpApiKey, MigrationSiteId};

fn takes(_: MigrationSiteId) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
