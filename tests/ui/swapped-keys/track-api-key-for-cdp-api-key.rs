use cio_config::{CdpApiKey, TrackApiKey};

fn takes(_: CdpApiKey) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
