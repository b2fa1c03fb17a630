//! The facts of a failed send.

use crate::error::connect_fault::ConnectFault;
use crate::error::diagnosis::{Diagnosis, Names};
use crate::error::transport_error::TransportError;
use crate::operation::Operation;
use crate::surface::Surface;
use crate::wire::{InvalidInput, UnreadableAnswer};
use cio_config::Region;
use http::StatusCode;
use std::fmt;
use std::time::Duration;

/// The facts of a failed send, in each variant of [`Error`](crate::Error) but one.
///
/// A match arm reads them here; the methods of `Error` read the same without a match. The `with_` methods make an error
/// without a socket, for a test of code that handles it:
///
/// ```
/// use cio_config::Region;
/// use cio_http::{Advice, Error, Failure, app};
/// use http::StatusCode;
///
/// let failure = Failure::of::<app::SendEmail>(Region::Eu).with_status(StatusCode::UNAUTHORIZED).with_attempts(1);
/// let error = Error::Refused(Box::new(failure));
/// assert_eq!(error.advice(), Advice::Stop);
/// let Error::Refused(failure) = &error else { panic!() };
/// assert_eq!((failure.operation(), failure.status()), ("app.send_email", Some(StatusCode::UNAUTHORIZED)));
/// ```
#[derive(Debug)]
pub struct Failure {
    pub(crate) context: Context,
    pub(crate) status: Option<StatusCode>,
    pub(crate) messages: Vec<String>,
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) reason: Option<Reason>,
}

/// The operation and the host of a failed send.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) operation: &'static str,
    pub(crate) surface: &'static str,
    pub(crate) region: Region,
    pub(crate) attempts: u32,
    pub(crate) names: Names,
}

/// The reason of a failure that is not the service's answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Reason {
    #[error("{0}")]
    Input(InvalidInput),
    #[error("{0}")]
    Unreadable(UnreadableAnswer),
    #[error("{0}")]
    Silence(TransportError),
}

impl Failure {
    /// A failure of this operation that says nothing yet.
    #[must_use]
    pub fn of<O: Operation>(region: Region) -> Self {
        let (operation, surface) = (O::NAME, O::Surface::NAME);
        *Self::new(Context { operation, surface, region, attempts: 0, names: Names::default() })
    }

    /// Sets the status of the answer.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a message of the service.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.messages.push(message.into());
        self
    }

    /// Sets the likely cause.
    #[must_use]
    pub fn with_diagnosis(mut self, diagnosis: Diagnosis) -> Self {
        self.diagnosis = Some(diagnosis);
        self
    }

    /// Sets how long the service asked to wait.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Sets how often it was sent.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.context.attempts = attempts;
        self
    }

    /// Sets why no answer came.
    #[must_use]
    pub fn with_cause(mut self, cause: TransportError) -> Self {
        self.reason = Some(Reason::Silence(cause));
        self
    }

    /// The name of the operation that failed: `track.identify`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.context.operation
    }

    /// The part of the API that was asked: `track`, `app` or `pipelines`.
    #[must_use]
    pub fn surface(&self) -> &'static str {
        self.context.surface
    }

    /// The region that was asked.
    #[must_use]
    pub fn region(&self) -> Region {
        self.context.region
    }

    /// How often it was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.context.attempts
    }

    /// The status of the answer, if the last attempt had one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The service's messages, at most ten of 300 characters.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// The likely cause, as far as one answer shows it.
    #[must_use]
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.diagnosis.as_ref()
    }

    /// How long the service asked to wait, in the `Retry-After` of the last answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Why no connection could be made, if the connection failed.
    #[must_use]
    pub fn connect_fault(&self) -> Option<ConnectFault> {
        match &self.reason {
            Some(Reason::Silence(error)) => error.connect(),
            _ => None,
        }
    }

    pub(crate) fn new(context: Context) -> Box<Self> {
        Box::new(Self {
            context,
            status: None,
            messages: Vec::new(),
            diagnosis: None,
            retry_after: None,
            reason: None,
        })
    }

    pub(crate) fn because(context: Context, reason: Reason) -> Box<Self> {
        Box::new(Self { reason: Some(reason), ..*Self::new(context) })
    }

    /// `track.identify was refused with 401 Unauthorized: the service's message (track in eu, attempt 1): diagnosis`.
    pub(crate) fn describe(&self, f: &mut fmt::Formatter<'_>, outcome: &str) -> fmt::Result {
        let Context { operation, surface, region, attempts, names: _ } = self.context;
        write!(f, "{operation} {outcome}")?;
        if let Some(status) = self.status {
            // Its own `Display` has a word for a status that it does not know, such as those of proxies.
            write!(f, " with {}", status.as_str())?;
            status.canonical_reason().map_or(Ok(()), |reason| write!(f, " {reason}"))?;
        }
        if !self.messages.is_empty() {
            write!(f, ": {}", self.messages.join("; "))?;
        }
        if let Some(reason) = &self.reason {
            write!(f, ": {reason}")?;
        }
        if attempts > 0 {
            write!(f, " ({surface} in {region}, attempt {attempts})")?;
        }
        match &self.diagnosis {
            Some(diagnosis) => write!(f, ": {diagnosis}"),
            None => Ok(()),
        }
    }
}
