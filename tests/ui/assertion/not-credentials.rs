use cio_config::AppApiKey;
use cio_http::{app, assert_cannot_send};

assert_cannot_send!(AppApiKey: app::SendEmail);

fn main() {}
