use cio_config::{CioCredentials, Region, WebhookSigningKey};

#[derive(CioCredentials)]
struct Billing {
    webhook_key: WebhookSigningKey,
    #[cio(default = "us")]
    region: Option<Region>,
}

fn main() {}
