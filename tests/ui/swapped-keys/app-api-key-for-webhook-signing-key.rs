use cio_config::{AppApiKey, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: AppApiKey) {
    takes(key);
}

fn main() {}
