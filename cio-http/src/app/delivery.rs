//! The service's answer to a message that it accepted.

use super::lenient::{lenient, required};
use serde::Deserialize;

/// A message that Customer.io has taken on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// The ID of this message in webhooks and in the dashboard.
    #[serde(deserialize_with = "required")]
    pub delivery_id: String,
    /// When it was queued, in seconds since 1970, if the answer says so.
    #[serde(default, deserialize_with = "lenient")]
    pub queued_at: Option<u64>,
    /// When it will be sent, in seconds since 1970, if the answer says so.
    #[serde(default, deserialize_with = "lenient")]
    pub send_at: Option<u64>,
}
