use cio_config::TrackCredentials;
use cio_http::batch::SendAll;
use cio_http::blocking::Client;
use cio_http::track;

fn import(cio: &Client<TrackCredentials>, people: Vec<track::Identify>) {
    let summary = cio.send_all(people, &SendAll::default(), |event| eprintln!("{event:?}"));
    println!("{}", summary.is_complete());
}

fn main() {}
