//! `SendEmail`: one transactional e-mail to one person.

use super::{Delivery, Template};
use crate::wire::{self, Identifier, InvalidInput, Object, Path, Unreadable};
use crate::{AppSend, Operation, Replay};
use bytes::Bytes;
use http::Method;
use serde::Serialize;
use std::fmt;

/// Sends one transactional e-mail to one person.
///
/// It names a template, which may be overridden in parts, or brings `from`, `subject` and `body` itself. The person is
/// named by exactly one of [`id`](Self::id), [`email`](Self::email) and [`cio_id`](Self::cio_id), apart from the
/// address in [`to`](Self::to). The service has no way to tell that a second copy is one, so an e-mail that may have
/// been sent is never sent again: see [`Error::Unconfirmed`](crate::Error::Unconfirmed).
/// Source: <https://docs.customer.io/files/journeys-app.json>, read 2026-09-17.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::SendEmail;
///
/// let email = SendEmail::template(3).to("ada@example.com").id("42").message_data("name", "Ada");
/// assert_eq!(
///     email.request()?.body(),
///     r#"{"transactional_message_id":3,"to":"ada@example.com","identifiers":{"id":"42"},"message_data":{"name":"Ada"}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct SendEmail {
    template: Option<Template>,
    to: String,
    id: Option<Identifier>,
    email: Option<Identifier>,
    cio_id: Option<Identifier>,
    from: Option<String>,
    subject: Option<String>,
    body: Option<String>,
    message_data: Object,
}

impl SendEmail {
    /// An e-mail made from a template: its number, or its trigger name.
    #[must_use]
    pub fn template(template: impl Into<Template>) -> Self {
        Self { template: Some(template.into()), ..Self::untemplated() }
    }

    /// An e-mail that brings [`from`](Self::from), [`subject`](Self::subject) and [`body`](Self::body) itself.
    #[must_use]
    pub fn untemplated() -> Self {
        Self {
            template: None,
            to: String::new(),
            id: None,
            email: None,
            cio_id: None,
            from: None,
            subject: None,
            body: None,
            message_data: Object::new("message_data"),
        }
    }

    /// The address it goes to; several are separated by commas.
    #[must_use]
    pub fn to(mut self, to: impl Into<String>) -> Self {
        self.to = to.into();
        self
    }

    /// The person, by your ID.
    #[must_use]
    pub fn id(mut self, id: impl Into<Identifier>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The person, by their e-mail address in Customer.io.
    #[must_use]
    pub fn email(mut self, email: impl Into<Identifier>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// The person, by Customer.io's ID.
    #[must_use]
    pub fn cio_id(mut self, cio_id: impl Into<Identifier>) -> Self {
        self.cio_id = Some(cio_id.into());
        self
    }

    /// Sets one entry of the data that the template uses; the last value counts.
    #[must_use]
    pub fn message_data(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.message_data.set(name.as_ref(), &value);
        self
    }

    /// The sender, in place of the template's.
    #[must_use]
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// The subject, in place of the template's.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The body in HTML, in place of the template's.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    fn identifiers(&self) -> Result<Object, InvalidInput> {
        let kinds = [("id", &self.id), ("email", &self.email), ("cio_id", &self.cio_id)];
        let mut held = kinds.into_iter().filter_map(|(kind, held)| held.as_ref().map(|held| (kind, held)));
        let (Some((kind, identifier)), None) = (held.next(), held.next()) else {
            return Err(InvalidInput::new(
                "person",
                "is not named by exactly one of `id`, `email` and `cio_id`",
            ));
        };
        let mut identifiers = Object::new("identifiers");
        identifiers.set(kind, identifier.checked(kind)?);
        Ok(identifiers)
    }

    /// Without a template, what it would bring must be there.
    fn is_complete(&self) -> Result<(), InvalidInput> {
        let own = [("from", &self.from), ("subject", &self.subject), ("body", &self.body)];
        match own.into_iter().find(|(_, text)| text.is_none()) {
            Some((input, _)) if self.template.is_none() => {
                Err(InvalidInput::new(input, "is not set, and there is no template to bring it"))
            }
            _ => Ok(()),
        }
    }
}

impl Operation for SendEmail {
    type Surface = AppSend;
    type Output = Delivery;
    const NAME: &'static str = "app.send_email";
    const ROUTE: &'static str = "POST /v1/send/email";
    const REPLAY: Replay = Replay::Unsafe;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        self.is_complete()?;
        let mut body = Object::new("e-mail");
        if let Some(template) = &self.template {
            body.set("transactional_message_id", template.checked()?);
        }
        body.set("to", wire::not_empty("to", &self.to)?);
        body.set_object("identifiers", &self.identifiers()?);
        for (name, text) in [("from", &self.from), ("subject", &self.subject), ("body", &self.body)] {
            if let Some(text) = text {
                body.set(name, wire::not_empty(name, text)?);
            }
        }
        if !self.message_data.is_empty() {
            body.set_object("message_data", &self.message_data);
        }
        wire::request(Method::POST, &Path::new("/v1/send/email"), body.to_bytes()?)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Delivery, Unreadable> {
        wire::json(response)
    }
}

impl fmt::Debug for SendEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendEmail")
            .field("template", &self.template.is_some())
            .field("to", &!self.to.is_empty())
            .field("id", &self.id.is_some())
            .field("email", &self.email.is_some())
            .field("cio_id", &self.cio_id.is_some())
            .field("from", &self.from.is_some())
            .field("subject", &self.subject.is_some())
            .field("body", &self.body.is_some())
            .field("message_data", &self.message_data)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::SendEmail;
    use crate::Operation;
    use bytes::Bytes;

    #[test]
    fn a_template_has_a_number_or_a_trigger_name() {
        for (email, start) in [
            (SendEmail::template(3), r#"{"transactional_message_id":3,"#),
            (SendEmail::template("welcome"), r#"{"transactional_message_id":"welcome","#),
        ] {
            let body = email.to("ada@example.com").id(42).request().unwrap().into_body();
            assert!(body.starts_with(start.as_bytes()));
        }
    }

    #[test]
    fn an_untemplated_email_brings_its_own_parts() {
        let email = SendEmail::untemplated().to("a@b.c").cio_id("03").from("b@b.c").subject("Hi").body("<p>");
        assert_eq!(
            email.request().unwrap().body(),
            r#"{"to":"a@b.c","identifiers":{"cio_id":"03"},"from":"b@b.c","subject":"Hi","body":"<p>"}"#
        );
    }

    #[test]
    fn what_cannot_be_sent_is_refused_by_name() {
        let email = || SendEmail::template(3).to("ada@example.com").id("42");
        let one_person = "person is not named by exactly one of `id`, `email` and `cio_id`";
        for (email, reason) in [
            (SendEmail::template(3).to("ada@example.com"), one_person),
            (email().email("ada@example.com"), one_person),
            (email().to(""), "to is empty"),
            (email().id(""), "id is empty"),
            (SendEmail::template("").to("ada@example.com").id("42"), "template is empty"),
            (
                SendEmail::untemplated().to("ada@example.com").id("42").from("b@b.c").body("<p>"),
                "subject is not set, and there is no template to bring it",
            ),
            (
                email().message_data("score", f64::NAN),
                "message_data holds a number that is NaN or infinite, which JSON cannot carry",
            ),
        ] {
            assert_eq!(email.request().unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_delivery_is_read_with_or_without_its_time() {
        for (body, queued_at) in [
            (r#"{"delivery_id":"RPILAgU","queued_at":1612312312,"send_at":null}"#, Some(1_612_312_312)),
            (r#"{"delivery_id":"RPILAgU"}"#, None),
        ] {
            let delivery = SendEmail::template(3).response(&http::Response::new(Bytes::from(body))).unwrap();
            assert_eq!((&*delivery.delivery_id, delivery.queued_at), ("RPILAgU", queued_at));
        }
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let shown = format!("{:?}", SendEmail::template("welcome").to("ada@example.com").id("ada"));
        assert!(
            shown.contains("template: true") && !shown.contains("ada") && !shown.contains("welcome"),
            "{shown}"
        );
    }
}
