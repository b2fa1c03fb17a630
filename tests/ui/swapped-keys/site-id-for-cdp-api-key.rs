use cio_config::{CdpApiKey, SiteId};

fn takes(_: CdpApiKey) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
