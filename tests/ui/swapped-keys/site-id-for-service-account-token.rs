use cio_config::{ServiceAccountToken, SiteId};

fn takes(_: ServiceAccountToken) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
