use cio_config::{MigrationSiteId, WebhookSigningKey};

fn takes(_: WebhookSigningKey) {}

fn gives(key: MigrationSiteId) {
    takes(key);
}

fn main() {}
