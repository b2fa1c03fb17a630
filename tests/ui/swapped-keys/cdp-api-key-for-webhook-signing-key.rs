use cio_config::{CdpApiKey, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: CdpApiKey) {
    takes(key);
}

fn main() {}
