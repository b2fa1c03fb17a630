use cio_config::{CdpApiKey, WebhookSigningKey};

fn takes(_: CdpApiKey) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
