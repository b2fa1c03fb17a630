//! The same with an account of Customer.io.

use crate::messages::Messages;
use crate::{Billing, heading};
use cio_config::CioCredentials;
use cio_http::{Client, Host, app, blocking};
use std::error::Error;

pub(crate) async fn run(address: &str, template: &str) -> Result<(), Box<dyn Error>> {
    heading("Load");
    let (billing, report) = Billing::loader().load_with_report()?;
    print!("{report}");

    let (track, app) = (Host::Track.url(billing.region), Host::App.url(billing.region));
    println!("\nThis will send:");
    println!("  to {track}: the person `cio-quickstart` with the e-mail address {address}");
    println!("  to {track}: the event `quickstart`, twice");
    println!("  to {app}: the message `{template}` to {address}, twice");

    heading("Send, async");
    let template =
        template.parse().map_or_else(|_| app::MessageTemplate::from(template), app::MessageTemplate::Number);
    let cio = Client::new(billing.clone())?;
    Messages::new("cio-quickstart", address, template.clone()).send(&cio).await?;

    heading("Send, blocking");
    let messages = Messages::new("cio-quickstart", address, template);
    messages.send_on_thread(blocking::Client::builder(billing)).await
}
