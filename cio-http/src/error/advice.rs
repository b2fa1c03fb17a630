//! Advice for a queue or a job runner whose send failed.

use crate::error::Error;
use std::time::Duration;

/// Advice for a queue or a job runner whose send failed.
///
/// The library knows what an outcome means; an engine of your choice distributes the work. No variant asks for a
/// dependency, and each maps to an action of such engines: retry with a delay, a dead-letter queue, delete, pause.
///
/// ```
/// use cio_http::{Advice, Error};
///
/// /// For a runner that knows these four.
/// fn after(error: &Error) -> &'static str {
///     match error.advice() {
///         Advice::RetryLater { .. } => "give it back",
///         Advice::Review => "move it to the dead-letter queue",
///         Advice::Discard => "delete it, and log the error",
///         Advice::Stop => "give it back, and stop taking jobs",
///         _ => "move it to the dead-letter queue",
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Advice {
    /// Give it back: it was not done, or a repeat has no effect.
    RetryLater {
        /// How long the service asked to wait, if it did; otherwise the queue's own delay, growing with each attempt.
        after: Option<Duration>,
    },
    /// Keep it for a person to look at: it may have been done, and a repeat would double it.
    Review,
    /// Drop it: it was not done, and the service would refuse it every time.
    Discard,
    /// Stop sending and keep every job: a key, the region or the set-up is wrong, so all others would fail too.
    Stop,
}

impl Error {
    /// Advice for a queue or a job runner: the next step.
    ///
    /// | error | advice |
    /// |---|---|
    /// | `InvalidInput` | `Discard` |
    /// | `Setup`, `WrongRegion`, `WrongWorkspace`, `Redirected` | `Stop` |
    /// | `Refused` with 401, 402, 403, 407, 501, 505 | `Stop`: the cause is the key, the account or a proxy in between |
    /// | `Refused` with another status | `Discard` |
    /// | `Unavailable` | `RetryLater`, after what [`retry_after`](Self::retry_after) says |
    /// | `Unavailable`, if the [cause](Self::connect_fault) will not pass | `Stop` |
    /// | `Unconfirmed` | `Review` |
    /// | `Unreadable` | `RetryLater`: a repeat has no effect; limit the attempts, as for every job |
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::InvalidInput(_) => Advice::Discard,
            Self::Setup(_) | Self::WrongRegion(_) | Self::WrongWorkspace(_) | Self::Redirected(_) => {
                Advice::Stop
            }
            Self::Refused(failure) => match failure.status().map(|status| status.as_u16()) {
                Some(401 | 402 | 403 | 407 | 501 | 505) => Advice::Stop,
                _ => Advice::Discard,
            },
            Self::Unavailable(failure) if failure.connect_fault().is_some_and(|fault| !fault.may_pass()) => {
                Advice::Stop
            }
            Self::Unavailable(failure) => Advice::RetryLater { after: failure.retry_after() },
            Self::Unconfirmed(_) => Advice::Review,
            Self::Unreadable(_) => Advice::RetryLater { after: None },
        }
    }
}
