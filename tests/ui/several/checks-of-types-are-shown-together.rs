use cio_config::{CioCredentials, TrackApiKey, WebhookSigningKey};

#[derive(CioCredentials)]
struct Billing {
    #[cio(default = "us")]
    webhook_key: WebhookSigningKey,
    track_key: TrackApiKey,
}

fn main() {}
