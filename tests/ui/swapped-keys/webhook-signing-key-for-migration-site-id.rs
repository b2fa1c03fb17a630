use cio_config::{MigrationSiteId, WebhookSigningKey};

fn takes(_: MigrationSiteId) {}

fn gives(key: WebhookSigningKey) {
    takes(key);
}

fn main() {}
