use cio_config::{TrackApiKey, WebhookSigningKey};

fn takes(_: TrackApiKey) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
