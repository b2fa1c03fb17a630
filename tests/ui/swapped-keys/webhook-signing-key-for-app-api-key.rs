use cio_config::{AppApiKey, WebhookSigningKey};

fn takes(_: AppApiKey) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
