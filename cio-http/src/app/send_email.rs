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

/// Says that a message is an e-mail; holds what e-mails have alone.
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
    /// Without a template, what it would bring must be there.
    fn check(&self, fields: &Fields) -> Result<(), InvalidInput> {
        let own = ["from", "subject", "body"].into_iter().find(|name| !fields.has(name));
        if let (Some(missing), false) = (own, fields.has("transactional_message_id")) {
            return Err(InvalidInput::new(missing, "is not set, and there is no template to provide it"));
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
mod tests {
    use super::SendEmail;
    use crate::operation::Operation;
    use bytes::Bytes;
    use std::time::{Duration, SystemTime};

    fn email() -> SendEmail {
        SendEmail::template(3).to("ada@example.com").id("42")
    }

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
            r#"{"to":"a@b.c","from":"b@b.c","subject":"Hi","body":"<p>","identifiers":{"cio_id":"03"}}"#
        );
    }

    #[test]
    fn every_documented_field_has_its_name_on_the_wire() {
        let email = SendEmail::template(3)
            .to("a@b.c")
            .cc("b@b.c")
            .bcc("c@b.c,d@b.c")
            .fake_bcc(true)
            .reply_to("e@b.c")
            .from("f@b.c")
            .subject("s")
            .preheader("p")
            .body("b")
            .body_plain("bp")
            .body_amp("ba")
            .send_at(1_700_000_000)
            .disable_message_retention(true)
            .send_to_unsubscribed(false)
            .queue_draft(true)
            .tracked(false)
            .disable_css_preprocessing(true)
            .language("fr")
            .auto_create(true)
            .header("X-Order", "7")
            .attachment("a.txt", [0, 255])
            .message_data_from(serde_json::json!({"n": 1}))
            .email("a@b.c");
        let body = String::from_utf8(email.request().unwrap().into_body().to_vec()).unwrap();
        assert_eq!(
            body,
            concat!(
                r#"{"transactional_message_id":3,"to":"a@b.c","cc":"b@b.c","bcc":"c@b.c,d@b.c","fake_bcc":true,"#,
                r#""reply_to":"e@b.c","from":"f@b.c","subject":"s","preheader":"p","body":"b","body_plain":"bp","#,
                r#""body_amp":"ba","send_at":1700000000,"disable_message_retention":true,"#,
                r#""send_to_unsubscribed":false,"queue_draft":true,"tracked":false,"#,
                r#""disable_css_preprocessing":true,"language":"fr","auto_create":true,"#,
                r#""identifiers":{"email":"a@b.c"},"message_data":{"n":1},"headers":{"X-Order":"7"},"#,
                r#""attachments":{"a.txt":"AP8="}}"#,
            )
        );
    }

    #[test]
    fn what_cannot_be_sent_is_refused_by_name() {
        let one_person = "person is not named by exactly one of `id`, `email` and `cio_id`";
        let far = SystemTime::now() + Duration::from_secs(91 * 24 * 60 * 60);
        let crowd = ["a@example.com"; 13].join(",");
        for (email, reason) in [
            (SendEmail::template(3).to("ada@example.com"), one_person),
            (email().email("ada@example.com"), one_person),
            (email().to(""), "to is empty"),
            (email().cc(" , "), "cc names no recipient"),
            (SendEmail::template(3).id("42"), "to is not set"),
            (email().id(""), "id is empty"),
            (SendEmail::template("").to("ada@example.com").id("42"), "template is empty"),
            (
                SendEmail::untemplated().to("ada@example.com").id("42").from("b@b.c").body("<p>"),
                "subject is not set, and there is no template to provide it",
            ),
            (
                email().message_data("score", f64::NAN),
                "message_data has a number that is NaN or infinite, which JSON cannot represent",
            ),
            (
                email().cc(&*crowd).bcc("b@example.com,c@example.com"),
                "recipients are more than 15 in `to`, `cc` and `bcc`",
            ),
            (email().send_at(far), "send_at is more than 90 days ahead"),
            (
                email().send_at(1_700_000_000_000_u64),
                "send_at is in milliseconds: give seconds, divide by 1000",
            ),
            (email().header("X Order", "7"), "headers contain characters that an e-mail header cannot hold"),
            (
                email().header("X-Order", "7\r\nBcc: x"),
                "headers contain characters that an e-mail header cannot hold",
            ),
            (
                email().subject("a@b.c\r\nX: y"),
                "subject contains a line break, which an e-mail header cannot hold",
            ),
            (email().from("a@b.c\r\nX: y"), "from contains a line break, which an e-mail header cannot hold"),
            (
                email().reply_to("a@b.c\r\nX: y"),
                "reply_to contains a line break, which an e-mail header cannot hold",
            ),
            (
                email().preheader("a@b.c\r\nX: y"),
                "preheader contains a line break, which an e-mail header cannot hold",
            ),
            (email().to("a@b.c\r\nX: y"), "to contains a line break, which an e-mail header cannot hold"),
            (email().cc("a@b.c\r\nX: y"), "cc contains a line break, which an e-mail header cannot hold"),
            (email().bcc("a@b.c\r\nX: y"), "bcc contains a line break, which an e-mail header cannot hold"),
            (email().body("x".repeat(1_000_001)), "message is longer than 1 MB, attachments not counted"),
        ] {
            assert_eq!(email.request().unwrap_err().to_string(), reason);
        }
        assert!(email().cc(&*crowd).bcc("b@example.com").request().is_ok());
    }

    #[test]
    fn a_delivery_is_read_with_or_without_its_time() {
        let read = |body| SendEmail::template(3).response(&http::Response::new(Bytes::from_static(body)));
        for (body, id, queued_at, send_at) in [
            (&br#"{"delivery_id":"R","queued_at":7,"send_at":null}"#[..], "R", Some(7), None),
            (br#"{"delivery_id":"R","queued_at":"7","send_at":9}"#, "R", Some(7), Some(9)),
            (br#"{"delivery_id":5}"#, "5", None, None),
        ] {
            let delivery = read(body).unwrap();
            assert_eq!(
                (&*delivery.delivery_id, delivery.queued_at, delivery.send_at),
                (id, queued_at, send_at)
            );
        }
        assert!(read(b"{}").is_err() && read(br#"{"delivery_id":null}"#).is_err());
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let email =
            SendEmail::template("welcome").to("ada@example.com").id("ada").attachment("ada.txt", "ada");
        let shown = format!("{email:?}");
        assert!(
            shown
                .starts_with("SendEmail { fields: [\"transactional_message_id\", \"to\"], person: [\"id\"],"),
            "{shown}"
        );
        assert!(!shown.contains("ada") && !shown.contains("welcome"), "{shown}");
    }
}
