//! Live notifications: one notification that changes as things go on. The documents give the paths alone.

use super::table::routes;

routes! {
    /// Starts a live notification.
    StartLiveNotification = POST "/v1/live_notifications/start";
    /// Changes a live notification.
    UpdateLiveNotification = POST "/v1/live_notifications/update";
    /// Ends a live notification.
    EndLiveNotification = POST "/v1/live_notifications/end";
    /// One live notification.
    GetLiveNotification(instance_id: Identifier) = GET "/v1/live_notifications/{instance_id}";
}
