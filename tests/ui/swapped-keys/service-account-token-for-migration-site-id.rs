use cio_config::{MigrationSiteId, ServiceAccountToken};

fn takes(_: MigrationSiteId) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
