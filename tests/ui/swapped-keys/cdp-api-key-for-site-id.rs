use cio_config::{CdpApiKey, SiteId};

fn takes(_: SiteId) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
