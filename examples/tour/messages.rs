//! The messages that the tour sends.

use crate::Billing;
use cio_http::{Client, app, blocking, track};
use std::error::Error;

/// Operations are values: the same ones go through either client.
pub(crate) struct Messages {
    person: track::Identify,
    event: track::TrackEvent,
    email: app::SendEmail,
}

impl Messages {
    pub(crate) fn new(id: &str, address: &str, template: impl Into<app::MessageTemplate>) -> Self {
        Self {
            person: track::Identify::new(id).attribute("email", address),
            event: track::TrackEvent::new(id, "quickstart").data("from", "cio"),
            email: app::SendEmail::template(template).to(address).id(id),
        }
    }

    pub(crate) async fn send(&self, cio: &Client<Billing>) -> Result<(), Box<dyn Error>> {
        cio.send(&self.person).await?;
        println!("identified a person       signed with site ID and Track API key");
        cio.send(&self.event).await?;
        println!("tracked an event          signed with the same");
        let delivery = cio.send(&self.email).await?;
        println!("queued an e-mail          signed with App API key; delivery {}", delivery.delivery_id);
        Ok(())
    }

    /// A blocking client must be made and dropped on a thread, never inside async code.
    pub(crate) async fn send_on_thread(
        self,
        builder: blocking::ClientBuilder<Billing>,
    ) -> Result<(), Box<dyn Error>> {
        let sent = tokio::task::spawn_blocking(move || self.send_blocking(&builder.build()?));
        Ok(sent.await??)
    }

    fn send_blocking(&self, cio: &blocking::Client<Billing>) -> Result<(), cio_http::Error> {
        cio.send(&self.person)?;
        cio.send(&self.event)?;
        let delivery = cio.send(&self.email)?;
        println!("the same three, without `.await`; delivery {}", delivery.delivery_id);
        Ok(())
    }
}
