//! `SendSms` and `SendWhatsapp`: one text message to one person.

use super::fields::setters;
use super::transactional::{MessageKind, Transactional, Unsubscribable, kinds, sealed};

kinds! {
    /// Sends one SMS to one person.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendSms;
    ///
    /// let sms = SendSms::template(5).to("+15550100").id("42");
    /// assert_eq!(
    ///     sms.request()?.body(),
    ///     r#"{"transactional_message_id":5,"to":"+15550100","identifiers":{"id":"42"}}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendSms = Sms, "send_sms", "/v1/send/sms";
    /// Sends one `WhatsApp` message to one person.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendWhatsapp;
    ///
    /// let message = SendWhatsapp::template(6).to("+15550100").tracked(false).id("42");
    /// assert_eq!(message.request()?.uri(), "/v1/send/whatsapp");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendWhatsapp = Whatsapp, "send_whatsapp", "/v1/send/whatsapp";
}

/// Says that a message is an SMS.
#[derive(Clone, Debug, Default)]
pub struct Sms;

/// Says that a message is a `WhatsApp` message.
#[derive(Clone, Debug, Default)]
pub struct Whatsapp;

/// A kind that goes to a telephone number.
pub trait ToPhone: MessageKind {}

impl sealed::Sealed for Sms {}
impl Unsubscribable for Sms {}
impl ToPhone for Sms {}

impl sealed::Sealed for Whatsapp {}
impl Unsubscribable for Whatsapp {}
impl ToPhone for Whatsapp {}

impl<K: ToPhone> Transactional<K> {
    setters! {
        /// The number it goes to, in E.164 (`+15550100`) or liquid; the template's if it is not set.
        to: text;
        /// The number it comes from, in place of the template's.
        from: text;
        /// Whether clicks are counted; the service takes it for yes if nothing is said.
        tracked: flag;
    }
}
