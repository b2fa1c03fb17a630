//! The rate limits of the service.

/// A rate limit: requests that the service counts together.
///
/// ```
/// use cio_http::{Limit, Operation, app, track};
///
/// assert_eq!(track::Identify::LIMIT, Limit::Track);
/// assert_eq!(app::SendEmail::LIMIT, Limit::Sends);
/// assert_eq!(<app::TriggerBroadcast>::LIMIT, Limit::Broadcasts);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// The Track API, both versions.
    Track,
    /// The App API, but for the two below.
    App,
    /// The six sends of the App API.
    Sends,
    /// The triggering of broadcasts.
    Broadcasts,
    /// The Pipelines API.
    Pipelines,
}

pub(crate) const LIMITS: [Limit; 5] =
    [Limit::Track, Limit::App, Limit::Sends, Limit::Broadcasts, Limit::Pipelines];
