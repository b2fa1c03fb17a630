use cio_config::{CdpApiKey, TrackApiKey};

fn takes(_: TrackApiKey) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
