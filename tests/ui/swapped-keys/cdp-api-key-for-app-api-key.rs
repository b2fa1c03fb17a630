use cio_config::{AppApiKey, CdpApiKey};

fn takes(_: AppApiKey) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
