use cio_config::{ServiceAccountToken, WebhookSigningKey};

fn takes(_: ServiceAccountToken) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
