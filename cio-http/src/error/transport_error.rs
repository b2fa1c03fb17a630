//! Why no answer came.

use crate::error::connect_fault::ConnectFault;
use std::error::Error as StdError;
use std::fmt;

/// No answer came: at which point, and why.
///
/// A driver reports the point, and [`Call`](crate::Call) decides by it whether the request may be sent again. The cause
/// must hold no URL, since a path holds identifiers.
///
/// ```
/// use cio_http::{ConnectFault, FailurePoint, TransportError};
///
/// let error = TransportError::new(FailurePoint::Connect, std::io::Error::other("no route"));
/// assert_eq!(error.to_string(), "no connection could be made");
/// let error = error.connect_fault(ConnectFault::NameNotFound);
/// assert_eq!(error.to_string(), "no connection could be made: the name of the host was not found");
/// ```
#[derive(Debug)]
pub struct TransportError {
    point: FailurePoint,
    connect: Option<ConnectFault>,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// Puts point and cause together.
    #[must_use]
    pub fn new(point: FailurePoint, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { point, connect: None, source: cause.into() }
    }

    /// Says why no connection could be made, of a failure at [`FailurePoint::Connect`].
    #[must_use]
    pub fn connect_fault(mut self, fault: ConnectFault) -> Self {
        self.connect = Some(fault);
        self
    }

    /// How far the request came.
    #[must_use]
    pub const fn point(&self) -> FailurePoint {
        self.point
    }

    /// The same of a request to a sandbox: on this machine no firewall refuses.
    pub(crate) fn at_a_sandbox(self) -> Self {
        match self.connect {
            Some(ConnectFault::Refused) => self.connect_fault(ConnectFault::SandboxNotRunning),
            _ => self,
        }
    }

    /// Why no connection could be made, if the driver knows.
    pub(crate) fn connect(&self) -> Option<ConnectFault> {
        self.connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.point.fmt(f)?;
        match self.connect {
            Some(ConnectFault::Other) | None => Ok(()),
            Some(fault) => write!(f, ": {fault}"),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FailurePoint {
    /// It could not be written: nothing was sent, and nothing will be.
    #[error("the request could not be built")]
    Request,
    /// No connection: certainly nothing was sent.
    #[error("no connection could be made")]
    Connect,
    /// The time ran out; the service may have processed the request.
    #[error("the response did not arrive in time")]
    Timeout,
    /// The connection broke; the service may have processed the request.
    #[error("the connection broke before the response was complete")]
    Interrupted,
}
