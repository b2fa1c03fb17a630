use cio_config::{SiteId, WebhookSigningKey};

fn takes(_: SiteId) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
