use cio_config::{SiteId, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: SiteId) {
    takes(key);
}

fn main() {}
