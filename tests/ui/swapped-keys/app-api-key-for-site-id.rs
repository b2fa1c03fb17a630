use cio_config::{AppApiKey, SiteId};

fn takes(_: SiteId) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
