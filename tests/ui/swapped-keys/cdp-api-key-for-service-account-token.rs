use cio_config::{CdpApiKey, ServiceAccountToken};

fn takes(_: ServiceAccountToken) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
