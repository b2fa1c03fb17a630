use cio_config::{ServiceAccountToken, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: ServiceAccountToken) {
    takes(key);
}

fn main() {}
