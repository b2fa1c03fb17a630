use cio_http::{Operation, app, track};

fn operations() -> Vec<Box<dyn Operation>> {
    vec![Box::new(track::Identify::new("42")), Box::new(app::SendEmail::template(3))]
}

fn main() {}
