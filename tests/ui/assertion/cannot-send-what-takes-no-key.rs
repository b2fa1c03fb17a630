use cio_config::TrackCredentials;
use cio_http::{assert_cannot_send, track};

assert_cannot_send!(TrackCredentials: track::Unsubscribe);

fn main() {}
