use cio_http::batch::Batch;
use cio_http::track;

fn main() {
    let mut batch = Batch::new();
    let _ = batch.push(track::Identify::new("42"));
}
