use cio_config::TrackCredentials;
use cio_http::assert_cannot_send;

assert_cannot_send!(TrackCredentials: String);

fn main() {}
