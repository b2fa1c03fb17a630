//! Topics that people subscribe to, and their preferences.

use super::person_identifiers::PersonIdentifiers;
use super::table::routes;

super::lenient::models! {
    /// A topic to subscribe to.
    struct Topic {
        /// Its number.
        id: u64,
        /// Its name among attributes: `topic_1`.
        identifier: Option<String>,
        /// Its name.
        name: String,
        /// Its description.
        description: Option<String>,
        /// Whether those are subscribed who never chose.
        subscribed_by_default: bool,
    }
}

super::lenient::models! {
    /// A person's subscriptions, and the words around them on the subscription page.
    struct SubscriptionPreferences: personal {
        /// Your ID, if there is one.
        id: Option<String>,
        /// All identifiers.
        identifiers: PersonIdentifiers,
        /// All topics.
        topics: Vec<TopicPreference>,
        /// Whether they want no messages at all.
        unsubscribed: bool,
        /// The words on top.
        header: PageHeader,
    }

    /// Whether a person is subscribed to a topic.
    struct TopicPreference {
        /// Its number.
        id: u64,
        /// Its name, in the language asked for.
        name: String,
        /// Its description.
        description: Option<String>,
        /// Whether the person is subscribed, by choice or because they never chose.
        subscribed: bool,
    }

    /// The words on top of a page of subscriptions.
    struct PageHeader {
        /// The headline.
        title: Option<String>,
        /// Its description.
        subtitle: Option<String>,
    }
}

routes! {
    /// All topics.
    ListSubscriptionTopics = GET "/v1/subscription_topics" => Many "topics" of Topic;
    /// All channels.
    ListSubscriptionChannels = GET "/v1/subscription_channels";
    /// A token for a person's page of subscriptions.
    GetSubscriptionCenterToken(customer_id: Person) = GET "/v1/subscription_center/{customer_id}/token";
    /// The people who opted out of a channel or a sender, and of which; a page holds 100 unless `limit` says more,
    /// 1000 at most.
    ListOptouts = GET "/v1/optouts" => Pages "optouts", Limit FromSender;
}
