use cio_config::{AppApiKey, TrackApiKey};

fn takes(_: AppApiKey) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
