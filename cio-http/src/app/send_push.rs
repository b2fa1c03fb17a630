//! `SendPush`: one push notification to one person.

use super::fields::setters;
use super::transactional::{Transactional, Unsubscribable, kinds, sealed};

kinds! {
    /// Sends one push notification to the devices of one person.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendPush;
    ///
    /// let push = SendPush::template(4).to_last_used_device().title("Hello").id("42");
    /// assert_eq!(
    ///     push.request()?.body(),
    ///     r#"{"transactional_message_id":4,"to":"last_used","title":"Hello","identifiers":{"id":"42"}}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SendPush = Push, "send_push", "/v1/send/push";
}

/// Says that a message is a push notification.
#[derive(Clone, Debug, Default)]
pub struct Push;

impl sealed::Sealed for Push {}

impl Unsubscribable for Push {}

impl Transactional<Push> {
    /// To all devices of the person.
    #[must_use]
    pub fn to_all_devices(self) -> Self {
        self.to_device("all")
    }

    /// To the device that the person used last.
    #[must_use]
    pub fn to_last_used_device(self) -> Self {
        self.to_device("last_used")
    }

    setters! {
        /// To one device, by its token.
        to_device as "to": text;
        /// The title, in place of the template's.
        title: text;
        /// The text, in place of the template's.
        message: text;
        /// The address of an image.
        image_url: text;
        /// The link that opens when the notification is tapped.
        link: text;
        /// `default` or `none`.
        sound: text;
        /// Data for your app: a struct or a map.
        custom_data: value;
        /// A device that Customer.io does not know yet, with `token` and `platform`.
        custom_device: value;
        /// A whole payload for `ios` and `android`, in place of the template's.
        custom_payload: value;
    }
}

#[cfg(test)]
mod tests {
    use super::SendPush;
    use crate::operation::Operation;
    use serde_json::json;

    #[test]
    fn every_documented_field_has_its_name_on_the_wire() {
        let push = SendPush::template(4)
            .to_all_devices()
            .title("t")
            .message("m")
            .image_url("https://example.com/i.png")
            .link("app://x")
            .sound("none")
            .custom_data(json!({"a": 1}))
            .custom_device(json!({"token": "t", "platform": "ios"}))
            .custom_payload(json!({"ios": {}}))
            .send_to_unsubscribed(true)
            .id(42);
        assert_eq!(
            push.request().unwrap().body(),
            concat!(
                r#"{"transactional_message_id":4,"to":"all","title":"t","message":"m","#,
                r#""image_url":"https://example.com/i.png","link":"app://x","sound":"none","custom_data":{"a":1},"#,
                r#""custom_device":{"platform":"ios","token":"t"},"custom_payload":{"ios":{}},"#,
                r#""send_to_unsubscribed":true,"identifiers":{"id":"42"}}"#,
            )
        );
    }
}
