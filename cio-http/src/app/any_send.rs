//! `AnySend`: a message of any kind.

use super::delivery::Delivery;
use super::send_email::Email;
use super::send_in_app::{InApp, InboxMessage};
use super::send_push::Push;
use super::send_sms::{Sms, Whatsapp};
use super::transactional::{MessageKind, Transactional};
use crate::operation::{Operation, Replay};
use crate::surface::AppSendApi;
use crate::wire::{self, InvalidInput, Path, UnreadableAnswer};
use bytes::Bytes;
use http::Method;
use std::fmt;

/// Any one of the six sends, already written.
///
/// Errors and spans call it `app.send`, whichever it is.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{AnySend, SendEmail, SendSms};
///
/// let email = SendEmail::template(3).to("ada@example.com").id("42");
/// let sends = [AnySend::from(email.clone()), AnySend::from(SendSms::template(5).id("42"))];
/// assert_eq!(sends[0].request()?.body(), email.request()?.body());
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct AnySend {
    path: &'static str,
    body: Result<Bytes, InvalidInput>,
}

impl AnySend {
    const PATHS: [&str; 6] =
        [Email::PATH, Push::PATH, Sms::PATH, Whatsapp::PATH, InApp::PATH, InboxMessage::PATH];

    /// Bytes of a whole request: 1 MB, attachments of 2 MB in base64, and their names.
    pub(crate) const LONGEST: usize = 4_000_000;

    /// Writes a message; a value that cannot be sent is refused at the send.
    pub fn of<K: MessageKind>(message: &Transactional<K>) -> Self {
        Self { path: K::PATH, body: message.request().map(http::Request::into_body) }
    }

    /// One that was written before, by the last part of its path.
    pub(crate) fn written(kind: &str, body: Bytes) -> Option<Self> {
        let path = Self::PATHS.into_iter().find(|path| last(path) == kind)?;
        Some(Self { path, body: Ok(body) })
    }

    pub(crate) fn kind(&self) -> &'static str {
        last(self.path)
    }

    /// # Errors
    /// Why it cannot be sent.
    pub(crate) fn body(&self) -> Result<&Bytes, InvalidInput> {
        self.body.as_ref().map_err(Clone::clone)
    }
}

/// `email` of `/v1/send/email`.
fn last(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

impl<K: MessageKind> From<Transactional<K>> for AnySend {
    fn from(message: Transactional<K>) -> Self {
        Self::of(&message)
    }
}

impl Operation for AnySend {
    type Surface = AppSendApi;
    type Output = Delivery;
    const NAME: &'static str = "app.send";
    const ROUTE: &'static str = "POST /v1/send/{kind}";
    const REPLAY: Replay = Replay::Unsafe;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        wire::request(Method::POST, Path::new(self.path), self.body()?.clone())
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Delivery, UnreadableAnswer> {
        wire::json(response)
    }
}

/// Shows the kind, never the content.
impl fmt::Debug for AnySend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnySend").field(&self.kind()).finish()
    }
}
