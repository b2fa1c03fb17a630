use cio_config::{ServiceAccountToken, TrackApiKey};

fn takes(_: TrackApiKey) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
