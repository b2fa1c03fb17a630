use cio_config::{MigrationSiteId, ServiceAccountToken};

fn takes(_: ServiceAccountToken) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
