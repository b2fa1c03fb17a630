use cio_config::TrackCredentials;
use cio_http::{Client, pipelines};

async fn welcome(cio: &Client<TrackCredentials>) {
    let _ = cio.send(&pipelines::Identify::new("42")).await;
}

fn main() {}
