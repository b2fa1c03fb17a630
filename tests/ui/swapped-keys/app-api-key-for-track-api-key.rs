use cio_config::{AppApiKey, TrackApiKey};

fn takes(_: TrackApiKey) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
