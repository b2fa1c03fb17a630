//! What the service says of a message it has taken on.

use serde::Deserialize;

/// A message that Customer.io has taken on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// What webhooks and the dashboard call this message.
    pub delivery_id: String,
    /// When it was queued, in seconds since 1970, if the answer says so.
    #[serde(default)]
    pub queued_at: Option<u64>,
}
