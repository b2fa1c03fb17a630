use cio_config::{CioCredentials, WebhookSigningKey};
use cio_http::Client;

#[derive(CioCredentials)]
struct Webhooks {
    webhook_key: WebhookSigningKey,
}

fn client(webhooks: Webhooks) {
    let _ = Client::new(webhooks);
}

fn main() {}
