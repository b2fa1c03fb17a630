use cio_config::TrackCredentials;
use cio_http::{Client, app};

fn show(cio: &Client<TrackCredentials>, email: &app::SendEmail) {
    let _ = cio.dry_run(email);
}

fn main() {}
