use cio_config::{AppApiKey, ServiceAccountToken};

fn takes(_: ServiceAccountToken) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
