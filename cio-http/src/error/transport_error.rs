//! Why no answer came.

use std::error::Error as StdError;

/// No answer came: at which point, and why.
///
/// A driver says the point, and [`Call`](crate::Call) decides from it whether the request may be sent again. The cause
/// must hold no URL, since a path holds identifiers.
///
/// ```
/// use cio_http::{FailurePoint, TransportError};
///
/// let error = TransportError::new(FailurePoint::Connect, std::io::Error::other("no route"));
/// assert_eq!(error.to_string(), "no connection could be made");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{point}")]
pub struct TransportError {
    point: FailurePoint,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// Puts point and cause together.
    #[must_use]
    pub fn new(point: FailurePoint, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { point, source: cause.into() }
    }

    /// How far the request came.
    #[must_use]
    pub const fn point(&self) -> FailurePoint {
        self.point
    }
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FailurePoint {
    /// It could not be written: nothing was sent, and nothing will be.
    #[error("the request could not be made")]
    Request,
    /// No connection: certainly nothing was sent.
    #[error("no connection could be made")]
    Connect,
    /// The time ran out; the service may have done what was asked.
    #[error("no answer came in time")]
    Timeout,
    /// The connection broke; the service may have done what was asked.
    #[error("the connection broke before the answer was complete")]
    Interrupted,
}
