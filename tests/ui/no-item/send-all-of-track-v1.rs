use cio_config::TrackCredentials;
use cio_http::Client;
use cio_http::batch::{BatchEvent, SendAll};
use cio_http::track;

async fn import(cio: Client<TrackCredentials>, people: Vec<track::Identify>) {
    let summary = cio
        .send_all(people, &SendAll::default(), |event| {
            if let BatchEvent::Batch(batch) = event {
                println!("{}", batch.progress().accepted);
            }
        })
        .await;
    println!("{}", summary.is_complete());
}

fn main() {}
