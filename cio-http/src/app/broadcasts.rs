//! Broadcasts that are triggered through the API: their settings and metrics.

use super::campaigns::Campaign;
use super::messages::Message;
use super::metrics::{LinkMetrics, Metrics};
use super::table::routes;

super::lenient::models! {
    /// One time that a broadcast was triggered.
    struct Trigger {
        /// Its number.
        id: u64,
        /// The broadcast.
        broadcast_id: u64,
        /// When it was triggered, in seconds since 1970.
        created_at: u64,
        /// When it was done, in seconds since 1970; nothing before.
        processed_at: Option<u64>,
    }
}

routes! {
    /// All broadcasts.
    ListBroadcasts = GET "/v1/broadcasts" => Many "broadcasts" of Campaign;
    /// One broadcast.
    GetBroadcast(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}" => One "broadcast" of Campaign;
    /// All times that a broadcast was triggered.
    ListBroadcastTriggers(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}/triggers" => Many "triggers" of Trigger;
    /// One time that a broadcast was triggered: look here whether it is done.
    GetBroadcastTrigger(broadcast_id: u64, trigger_id: u64) = GET "/v1/campaigns/{broadcast_id}/triggers/{trigger_id}" => Whole of Trigger;
    /// Errors in the people or the data of a trigger, in the service's own words.
    GetBroadcastErrors(broadcast_id: u64, trigger_id: u64) = GET "/v1/campaigns/{broadcast_id}/triggers/{trigger_id}/errors" => Pages "errors" of String, Limit;
    /// The metrics of a broadcast's messages.
    BroadcastMetrics(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}/metrics" => One "metric" of Metrics, Periodic Stepped Typed;
    /// How often a broadcast's links were clicked.
    BroadcastLinkMetrics(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Unique;
    /// The messages of a broadcast.
    GetBroadcastMessages(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}/messages" => Pages "messages" of Message, Limit ByMetric ByState Typed Since Until;
    /// The steps of a broadcast.
    ListBroadcastActions(broadcast_id: u64) = GET "/v1/broadcasts/{broadcast_id}/actions" => Many "actions";
    /// One step of a broadcast.
    GetBroadcastAction(broadcast_id: u64, action_id: u64) = GET "/v1/broadcasts/{broadcast_id}/actions/{action_id}" => One "action";
    /// Changes one step of a broadcast.
    UpdateBroadcastAction(broadcast_id: u64, action_id: u64) = PUT "/v1/broadcasts/{broadcast_id}/actions/{action_id}" => One "action";
    /// One step of a broadcast in one language.
    GetBroadcastActionTranslation(broadcast_id: u64, action_id: u64, language: String) = GET "/v1/broadcasts/{broadcast_id}/actions/{action_id}/language/{language}" => One "action";
    /// Changes one step of a broadcast in one language.
    UpdateBroadcastActionTranslation(broadcast_id: u64, action_id: u64, language: String) = PUT "/v1/broadcasts/{broadcast_id}/actions/{action_id}/language/{language}" => One "action";
    /// The metrics of the messages of one step.
    BroadcastActionMetrics(broadcast_id: u64, action_id: u64) = GET "/v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics" => One "metric" of Metrics, Periodic Stepped Typed;
    /// How often the links of one step were clicked.
    BroadcastActionLinkMetrics(broadcast_id: u64, action_id: u64) = GET "/v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Typed;
}
