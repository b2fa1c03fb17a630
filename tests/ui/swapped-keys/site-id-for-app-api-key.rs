use cio_config::{AppApiKey, SiteId};

fn takes(_: AppApiKey) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
