use cio_config::{ServiceAccountToken, TrackApiKey};

fn takes(_: ServiceAccountToken) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
