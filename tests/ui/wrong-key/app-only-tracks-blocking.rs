use cio_config::AppCredentials;
use cio_http::{blocking::Client, track};

fn purchase(cio: &Client<AppCredentials>) {
    let _ = cio.send(&track::TrackEvent::new("42", "purchase"));
}

fn main() {}
