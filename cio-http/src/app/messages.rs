//! Messages that were sent, or will be.

use super::customers::PersonIdentifiers;
use super::table::routes;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

super::lenient::models! {
    /// A message to one person.
    struct Message: personal {
        /// Its ID, which a send answers as the delivery ID.
        id: String,
        /// `email`, `push`, `twilio` for SMS, `in_app`, `slack` or `webhook`.
        kind as "type": String,
        /// Your ID of the person.
        customer_id: Option<String>,
        /// All identifiers of the person.
        customer_identifiers: PersonIdentifiers,
        /// The address it went to.
        recipient: Option<String>,
        /// Its subject.
        subject: Option<String>,
        /// When it came as far as each of these, in seconds since 1970: `sent`, `opened`, `bounced`.
        metrics: BTreeMap<String, u64>,
        /// When it was made, in seconds since 1970.
        created: u64,
        /// Why it failed.
        failure_message: Option<String>,
        /// The campaign it is from.
        campaign_id: Option<u64>,
        /// The action of the campaign it is from.
        action_id: Option<u64>,
        /// The newsletter it is from.
        newsletter_id: Option<u64>,
        /// The content of the newsletter.
        content_id: Option<u64>,
        /// The broadcast it is from.
        broadcast_id: Option<u64>,
        /// The template it was made from.
        message_template_id: Option<u64>,
        /// Whether its content was deleted.
        forgotten: bool,
    }

    /// The content of a message.
    struct ArchivedMessage: personal {
        /// The ID of the message.
        id: String,
        /// The body.
        body: Option<String>,
        /// The sender.
        from: Option<String>,
        /// Where answers go.
        reply_to: Option<String>,
        /// The address it went to.
        recipient: Option<String>,
        /// The subject.
        subject: Option<String>,
        /// Blind copies.
        bcc: Option<String>,
        /// The text that a list of messages shows after the subject.
        preheader_text: Option<String>,
        /// Where a webhook went.
        url: Option<String>,
        /// How a webhook was called.
        request_method: Option<String>,
        /// Its headers.
        headers: Map<String, Value>,
        /// Whether the content was deleted.
        forgotten: bool,
    }
}

routes! {
    /// Messages of all kinds, the newest first.
    ListMessages = GET "/v1/messages" => Pages "messages" of Message, Limit Typed ByMetric Drafts OfCampaign OfNewsletter OfAction Since Until;
    /// One message.
    GetMessage(message_id: String) = GET "/v1/messages/{message_id}" => One "message" of Message;
    /// The content of one message.
    GetArchivedMessage(message_id: String) = GET "/v1/messages/{message_id}/archived_message" => One "archived_message" of ArchivedMessage;
}
