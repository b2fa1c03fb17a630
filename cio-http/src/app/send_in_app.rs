//! `SendInApp` and `SendInboxMessage`: one message inside of your app.

use super::fields::setters;
use super::transactional::{Transactional, kinds, sealed};

kinds! {
    /// Shows one message in your app to one person.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendInApp;
    ///
    /// assert_eq!(
    ///     SendInApp::template(7).cio_id("03000001").request()?.body(),
    ///     r#"{"transactional_message_id":7,"identifiers":{"cio_id":"03000001"}}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendInApp = InApp, "send_in_app", "/v1/send/in_app";
    /// Puts one message into the inbox that your app shows to one person.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendInboxMessage;
    ///
    /// let message = SendInboxMessage::template(8).id("42").queue_draft(true);
    /// assert_eq!(message.request()?.uri(), "/v1/send/inbox_message");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendInboxMessage = InboxMessage, "send_inbox_message", "/v1/send/inbox_message";
}

/// Says that a message is shown in your app.
#[derive(Clone, Debug, Default)]
pub struct InApp;

/// Says that a message goes to the inbox in your app.
#[derive(Clone, Debug, Default)]
pub struct InboxMessage;

impl sealed::Sealed for InApp {}

impl sealed::Sealed for InboxMessage {}

impl Transactional<InboxMessage> {
    setters! {
        /// Who it goes to, in place of the template's.
        to: text;
    }
}
