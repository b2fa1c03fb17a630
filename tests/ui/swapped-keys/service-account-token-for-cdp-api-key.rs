use cio_config::{CdpApiKey, ServiceAccountToken};

fn takes(_: CdpApiKey) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
