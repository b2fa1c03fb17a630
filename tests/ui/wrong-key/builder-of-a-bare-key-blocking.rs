use cio_config::AppApiKey;
use cio_http::blocking::Client;
use cio_http::{Error, app};

fn send(app_key: AppApiKey) -> Result<(), Error> {
    let cio = Client::builder(app_key).user_agent_suffix("billing/2.1").build()?;
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).map(drop)
}

fn main() {}
