use cio_config::{AppApiKey, CdpApiKey};

fn takes(_: CdpApiKey) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
