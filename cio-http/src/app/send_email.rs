//! `SendEmail`: one transactional e-mail to one person.

use super::attachments::Attachments;
use super::fields::{Fields, setters};
use super::recipients::count;
use super::transactional::{Transactional, Unsubscribable, kinds, sealed};
use crate::wire::{InvalidInput, Object};

kinds! {
    /// Sends one transactional e-mail to one person.
    ///
    /// It names a template, which may be overridden in parts, or brings `from`, `subject` and `body` itself. The person
    /// is named apart from the address in `to`. Addresses in `to`, `cc` and `bcc` are 15 at most, and attachments 2 MB
    /// (taken as 2,000,000 bytes before they are encoded).
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendEmail;
    ///
    /// let email = SendEmail::template(3).to("ada@example.com").id("42").message_data("name", "Ada");
    /// assert_eq!(
    ///     email.request()?.body(),
    ///
    /// r#"{"transactional_message_id":3,"to":"ada@example.com","identifiers":{"id":"42"},"message_data":{"name":"Ada"}}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendEmail = Email, "send_email", "/v1/send/email";
}

/// The kind of an e-mail, with the fields that only e-mails have.
#[derive(Clone, Debug)]
pub struct Email {
    /// How many addresses there are in `to`, `cc` and `bcc`.
    recipients: [usize; 3],
    attachments: Attachments,
    headers: Object,
}

impl Default for Email {
    fn default() -> Self {
        Self { recipients: [0; 3], attachments: Attachments::default(), headers: Object::new("headers") }
    }
}

impl Unsubscribable for Email {}

impl Email {
    /// To, carbon copies and blind ones together.
    const RECIPIENTS: usize = 15;
}

impl Transactional<Email> {
    /// An e-mail that brings [`from`](Self::from), [`subject`](Self::subject) and [`body`](Self::body) itself.
    #[must_use]
    pub fn untemplated() -> Self {
        Self::bare()
    }

    /// The address it goes to; several are separated by commas.
    #[must_use]
    pub fn to(self, to: impl Into<String>) -> Self {
        self.recipients(0, "to", &to.into())
    }

    /// Who gets a copy; several are separated by commas.
    #[must_use]
    pub fn cc(self, cc: impl Into<String>) -> Self {
        self.recipients(1, "cc", &cc.into())
    }

    /// Who gets a copy without the others seeing it; several are separated by commas.
    #[must_use]
    pub fn bcc(self, bcc: impl Into<String>) -> Self {
        self.recipients(2, "bcc", &bcc.into())
    }

    setters! {
        /// The sender, in place of the template's.
        from: line;
        /// Where answers go, in place of the template's.
        reply_to: line;
        /// The subject, in place of the template's.
        subject: line;
        /// The text that a list of messages shows after the subject.
        preheader: line;
        /// The body in HTML, in place of the template's.
        body: text;
        /// The body in plain text; the service makes one from the HTML if there is none.
        body_plain: text;
        /// The body in AMP.
        body_amp: text;
        /// Sends each blind copy as a separate e-mail, addressed to the first recipient.
        fake_bcc: flag;
        /// Whether openings and clicks are counted; the service takes it for yes if nothing is said.
        tracked: flag;
        /// Leaves style sheets as they are.
        disable_css_preprocessing: flag;
    }

    /// Attaches a file, by a name that no other file of this e-mail has.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendEmail;
    ///
    /// let email = SendEmail::template(3).to("ada@example.com").id("42").attachment("note.txt", "hello");
    /// assert!(email.request()?.body().ends_with(br#""attachments":{"note.txt":"aGVsbG8="}}"#));
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn attachment(mut self, file_name: impl AsRef<str>, content: impl AsRef<[u8]>) -> Self {
        self.kind.attachments.add(file_name.as_ref(), content.as_ref());
        self
    }

    /// Attaches a file that is in base64 already: the standard alphabet, with padding.
    #[must_use]
    pub fn attachment_base64(mut self, file_name: impl AsRef<str>, content: impl AsRef<str>) -> Self {
        self.kind.attachments.add_encoded(file_name.as_ref(), content.as_ref());
        self
    }

    /// Sets one header: ASCII without blanks in its name.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        let is_name = |byte: u8| byte.is_ascii_graphic() && byte != b':';
        let fits =
            name.bytes().all(is_name) && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if !fits {
            self.fields().keep(Err(InvalidInput::new(
                "headers",
                "contain characters that an e-mail header cannot hold",
            )));
        }
        self.kind.headers.set(name, value);
        self
    }

    fn recipients(mut self, at: usize, field: &'static str, addresses: &str) -> Self {
        let count = count(addresses);
        self.kind.recipients[at] = count;
        self.fields().line(field, addresses);
        if count == 0 {
            self.fields().keep(Err(InvalidInput::new(field, "names no recipient")));
        }
        self
    }
}

impl sealed::Sealed for Email {
    /// Without a template, the fields that it would set are required.
    fn check(&self, fields: &Fields) -> Result<(), InvalidInput> {
        let own = ["from", "subject", "body"].into_iter().find(|name| !fields.has(name));
        if let (Some(missing), false) = (own, fields.has("transactional_message_id")) {
            return Err(InvalidInput::new(missing, "is not set: a message without a template needs it"));
        }
        if !fields.has("to") {
            return Err(InvalidInput::new("to", "is not set"));
        }
        if self.recipients.iter().sum::<usize>() > Self::RECIPIENTS {
            return Err(InvalidInput::new("recipients", "are more than 15 in `to`, `cc` and `bcc`"));
        }
        Ok(())
    }

    fn finish(&self, fields: &mut Fields) -> Result<(), InvalidInput> {
        if !self.headers.is_empty() {
            fields.object("headers", &self.headers);
        }
        self.attachments.write(fields)
    }
}

#[cfg(test)]
mod tests;
