use cio_config::{ServiceAccountToken, SiteId};

fn takes(_: SiteId) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
