use cio_config::{TrackApiKey, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: TrackApiKey) {
    takes(key);
}

fn main() {}
