//! Messages that were sent, or will be.

use super::person_identifiers::PersonIdentifiers;
use super::table::routes;
use serde_json::Value;
use std::collections::BTreeMap;

super::lenient::models! {
    /// A message to one person.
    struct Message: personal {
        /// Its ID, which a send answers as the delivery ID.
        id: String,
        /// Its ID and when it last changed.
        deduplicate_id: Option<String>,
        /// `email`, `push`, `twilio` for SMS, `whatsapp`, `in_app`, `live_notification`, `slack` or `webhook`.
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
        /// The action that this one is part of, such as a split.
        parent_action_id: Option<u64>,
        /// The event that set the campaign off.
        trigger_event_id: Option<String>,
        /// The newsletter it is from.
        newsletter_id: Option<u64>,
        /// The content of the newsletter.
        content_id: Option<u64>,
        /// The broadcast it is from.
        broadcast_id: Option<u64>,
        /// The template it was made from.
        message_template_id: Option<u64>,
        /// The same, as the list of one person's messages calls it.
        msg_template_id: Option<u64>,
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
        /// Copies.
        cc: Option<String>,
        /// Blind copies.
        bcc: Option<String>,
        /// Whether blind copies were sent as separate e-mails.
        fake_bcc: bool,
        /// The text that a list of messages shows after the subject.
        preheader_text: Option<String>,
        /// Where a webhook went.
        url: Option<String>,
        /// How a webhook was called.
        request_method: Option<String>,
        /// Its headers: an object, or a string that holds JSON; the documents have had both.
        headers: Value,
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
