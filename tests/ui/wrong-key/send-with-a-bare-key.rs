use cio_config::TrackApiKey;
use cio_http::{Client, Error, track};

async fn send(track_key: TrackApiKey) -> Result<(), Error> {
    let cio = Client::new(track_key)?;
    cio.send(&track::Identify::new("42")).await?;
    cio.send(&track::TrackEvent::new("42", "purchase")).await
}

fn main() {}
