//! Transactional messages: the templates of sends, and their metrics.

use super::messages::Message;
use super::metrics::{LinkMetrics, Metrics};
use super::table::routes;

super::lenient::models! {
    /// The template of a transactional message.
    struct TransactionalMessage {
        /// Its number, which a send may name.
        id: u64,
        /// Its name.
        name: String,
        /// Its description, as entered in the dashboard or by an API call.
        description: Option<String>,
        /// Whether it goes to people who want no messages too.
        send_to_unsubscribed: bool,
        /// Whether clicks are counted.
        link_tracking: bool,
        /// Whether openings are counted.
        open_tracking: bool,
        /// Whether the content is not kept.
        hide_message_body: bool,
        /// Whether messages wait as drafts.
        queue_drafts: bool,
        /// When it was made, in seconds since 1970.
        created_at: u64,
        /// When it last changed, in seconds since 1970.
        updated_at: u64,
    }
}

routes! {
    /// All transactional messages.
    ListTransactional = GET "/v1/transactional" => Many "messages" of TransactionalMessage;
    /// One transactional message.
    GetTransactional(transactional_id: u64) = GET "/v1/transactional/{transactional_id}" => One "message" of TransactionalMessage;
    /// The deliveries of a transactional message.
    GetTransactionalDeliveries(transactional_id: u64) = GET "/v1/transactional/{transactional_id}/messages" => Pages "messages" of Message, Limit ByMetric ByState Since Until;
    /// Its metrics.
    TransactionalMetrics(transactional_id: u64) = GET "/v1/transactional/{transactional_id}/metrics" => One "metric" of Metrics, Periodic Stepped;
    /// How often its links were clicked.
    TransactionalLinkMetrics(transactional_id: u64) = GET "/v1/transactional/{transactional_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Unique;
    /// The contents of a transactional message.
    ListTransactionalContents(transactional_id: u64) = GET "/v1/transactional/{transactional_id}/contents" => Many "contents";
    /// One content of a transactional message.
    GetTransactionalContent(transactional_id: u64, content_id: u64) = GET "/v1/transactional/{transactional_id}/contents/{content_id}";
    /// Changes one content of a transactional message.
    UpdateTransactionalContent(transactional_id: u64, content_id: u64) = PUT "/v1/transactional/{transactional_id}/content/{content_id}" => One "content";
    /// A transactional message in one language.
    GetTransactionalTranslation(transactional_id: u64, language: String) = GET "/v1/transactional/{transactional_id}/language/{language}" => One "content";
    /// Changes a transactional message in one language.
    UpdateTransactionalTranslation(transactional_id: u64, language: String) = PUT "/v1/transactional/{transactional_id}/language/{language}" => One "content";
}
