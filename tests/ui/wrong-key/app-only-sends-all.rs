use cio_config::AppCredentials;
use cio_http::Client;
use cio_http::batch::SendAll;
use cio_http::track::v2::PersonEvent;

async fn import(cio: Client<AppCredentials>) {
    let events = [PersonEvent::new("42", "imported")];
    let summary = cio.send_all(events, &SendAll::default(), |_| {}).await;
    println!("{}", summary.is_complete());
}

fn main() {}
