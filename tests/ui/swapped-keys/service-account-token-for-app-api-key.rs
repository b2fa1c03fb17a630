use cio_config::{AppApiKey, ServiceAccountToken};

fn takes(_: AppApiKey) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
