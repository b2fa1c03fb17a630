//! What people can subscribe to, and what they do not want.

use super::table::routes;

super::lenient::models! {
    /// A topic to subscribe to.
    struct Topic {
        /// Its number.
        id: u64,
        /// What attributes call it: `topic_1`.
        identifier: Option<String>,
        /// Its name.
        name: String,
        /// What it is about.
        description: Option<String>,
        /// Whether those are subscribed who never chose.
        subscribed_by_default: bool,
    }
}

routes! {
    /// All topics.
    ListSubscriptionTopics = GET "/v1/subscription_topics" => Many "topics" of Topic;
    /// All channels.
    ListSubscriptionChannels = GET "/v1/subscription_channels";
    /// A token for a person's page of subscriptions.
    GetSubscriptionCenterToken(customer_id: Person) = GET "/v1/subscription_center/{customer_id}/token", ByIdType;
    /// Everybody who wants nothing from a channel.
    ListOptouts = GET "/v1/optouts";
}
