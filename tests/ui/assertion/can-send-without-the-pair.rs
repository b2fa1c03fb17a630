use cio_config::{AppApiKey, CioCredentials, Region};
use cio_http::{assert_can_send, track};

#[derive(CioCredentials)]
struct Mailer {
    app_key: AppApiKey,
    region: Region,
}

assert_can_send!(Mailer: track::Identify);

fn main() {}
