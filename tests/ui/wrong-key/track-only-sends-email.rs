use cio_config::TrackCredentials;
use cio_http::{Client, app};

async fn remind(cio: &Client<TrackCredentials>) {
    let email = app::SendEmail::template(3).to("ada@example.com").id("42");
    let _ = cio.send(&email).await;
}

fn main() {}
