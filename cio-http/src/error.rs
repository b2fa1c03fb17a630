//! Why an operation did not succeed, and what to do about it.

pub(crate) mod diagnosis;
pub(crate) mod messages;
pub(crate) mod transport_error;

use crate::error::diagnosis::{Diagnosis, Names};
use crate::error::transport_error::TransportError;
use crate::wire::{InvalidInput, Unreadable};
use cio_config::Region;
use http::StatusCode;
use std::error::Error as StdError;
use std::fmt;

/// Why an operation did not succeed.
///
/// It holds no key, identifier, path, query or body of the request. It does hold the service's own words
/// ([`messages`](Self::messages), also shown), cut to a bounded length; the service may quote what was sent to it. Where it
/// quotes a key, `[redacted]` stands.
///
/// ```
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::{Call, Error, Hosts, Next, Policy, app};
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
/// let email = app::SendEmail::template(3).to("ada@example.com").id("42");
/// let mut call = Call::new(&email, &credentials, &hosts, &policy)?;
///
/// let answer = http::Response::builder().status(401).body(bytes::Bytes::new())?;
/// let Next::Done(Err(error)) = call.receive(Ok(answer)) else { panic!() };
/// assert!(matches!(error, Error::Refused(_)));
/// assert_eq!(
///     error.to_string(),
///     "app.send_email was refused with 401 Unauthorized (app in eu, attempt 1): the App API key is wrong, \
///      or the account is not in the eu region; the answer does not tell which",
/// );
/// assert!(error.hint().unwrap().starts_with("compare `CUSTOMERIO_APP_API_KEY` with"));
/// assert_eq!((error.operation(), error.surface()), (Some("app.send_email"), Some("app")));
/// assert_eq!((error.region(), error.attempts()), (Some(Region::Eu), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// Every variant is boxed: a result is no larger for the error that it mostly does not hold.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It was not sent, because something in it cannot be.
    InvalidInput(Box<Failure>),
    /// The client could not be made, or could not make a request.
    Setup(Box<SetupFault>),
    /// The service said no, and would say it again. If it was sent [more than once](Self::attempts), an attempt before that
    /// may have been done.
    Refused(Box<Failure>),
    /// The service could not be reached, or not do it now; sending it again later is right.
    Unavailable(Box<Failure>),
    /// It may have been done, and would be done twice if it were sent again: find out before you do.
    Unconfirmed(Box<Failure>),
    /// The account is in the other region, and nothing was sent there.
    WrongRegion(Box<Failure>),
    /// The keys belong to another workspace than the one configured.
    WrongWorkspace(Box<Failure>),
    /// The service pointed elsewhere, and nothing was sent there.
    Redirected(Box<Failure>),
    /// A good status came with an answer that is not what is documented: it was done, unless a proxy answered.
    Unreadable(Box<Failure>),
}

impl Error {
    /// What failed: `track.identify`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.failure().map(|failure| failure.context.operation)
    }

    /// The part of the API that was asked: `track`, `app` or `pipelines`.
    #[must_use]
    pub fn surface(&self) -> Option<&'static str> {
        self.failure().map(|failure| failure.context.surface)
    }

    /// The region that was asked.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.failure().map(|failure| failure.context.region)
    }

    /// How often it was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure().map_or(0, |failure| failure.context.attempts)
    }

    /// The status of the answer, if the last attempt had one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.failure().and_then(|failure| failure.status)
    }

    /// What the service said, in its own words: at most ten messages of 300 characters.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        self.failure().map_or(&[], |failure| &failure.messages)
    }

    /// What it may mean, where one answer tells something.
    #[must_use]
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.failure().and_then(|failure| failure.diagnosis.as_ref())
    }

    /// Whether the same operation, sent again later, may succeed and cannot be done twice.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if let Some(diagnosis) = self.diagnosis() {
            let names = self.failure().map(|failure| failure.context.names).unwrap_or_default();
            return Some(diagnosis.hint_in(names));
        }
        let hint = match self {
            Self::Unavailable(_) => "send it again later: it is not done twice",
            Self::Unconfirmed(_) => "look in the dashboard whether it was done before you send it again",
            Self::Unreadable(_) => {
                "look for a proxy that answers in place of Customer.io; sent again, it is not done twice"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn setup(reason: &'static str) -> Self {
        Self::Setup(Box::new(SetupFault { reason, source: None }))
    }

    pub(crate) fn setup_because(
        reason: &'static str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::Setup(Box::new(SetupFault { reason, source: Some(source.into()) }))
    }

    fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Setup(_) => None,
            Self::InvalidInput(failure)
            | Self::Refused(failure)
            | Self::Unavailable(failure)
            | Self::Unconfirmed(failure)
            | Self::WrongRegion(failure)
            | Self::WrongWorkspace(failure)
            | Self::Redirected(failure)
            | Self::Unreadable(failure) => Some(failure),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(fault) => fault.fmt(f),
            Self::InvalidInput(failure) => failure.tell(f, "was not sent"),
            Self::Refused(failure) => failure.tell(f, "was refused"),
            Self::Unavailable(failure) => failure.tell(f, "failed"),
            Self::Unconfirmed(failure) => failure.tell(f, "may have been done, but ended"),
            Self::WrongRegion(failure) if failure.status.is_some() => failure.tell(f, "was redirected"),
            // Asked by `verify_region`, the service does not redirect but tell.
            Self::WrongRegion(failure) => failure.tell(f, "found another region"),
            Self::WrongWorkspace(failure) => failure.tell(f, "found another workspace"),
            Self::Redirected(failure) => failure.tell(f, "was redirected, which is never followed,"),
            Self::Unreadable(failure) => failure.tell(f, "was answered"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Setup(fault) => fault.source(),
            _ => match &self.failure()?.reason {
                // The message already says how far the request came.
                Some(Reason::Silence(error)) => error.source(),
                _ => None,
            },
        }
    }
}

/// What an error knows; read it through the methods of [`Error`].
#[derive(Debug)]
pub struct Failure {
    pub(crate) context: Context,
    pub(crate) status: Option<StatusCode>,
    pub(crate) messages: Vec<String>,
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) reason: Option<Reason>,
}

/// What was being done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) operation: &'static str,
    pub(crate) surface: &'static str,
    pub(crate) region: Region,
    pub(crate) attempts: u32,
    pub(crate) names: Names,
}

/// What went wrong, where it is not the service's answer that says so.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Reason {
    #[error("{0}")]
    Input(InvalidInput),
    #[error("{0}")]
    Unreadable(Unreadable),
    #[error("{0}")]
    Silence(TransportError),
}

impl Failure {
    pub(crate) fn new(context: Context) -> Box<Self> {
        Box::new(Self { context, status: None, messages: Vec::new(), diagnosis: None, reason: None })
    }

    pub(crate) fn because(context: Context, reason: Reason) -> Box<Self> {
        Box::new(Self { reason: Some(reason), ..*Self::new(context) })
    }

    /// `track.identify was refused with 401 Unauthorized: what the service said (track in eu, attempt 1): diagnosis`.
    fn tell(&self, f: &mut fmt::Formatter<'_>, outcome: &str) -> fmt::Result {
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

/// Why a client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the client could not be set up: {reason}")]
pub struct SetupFault {
    reason: &'static str,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn an_error_is_two_words() {
        assert!(size_of::<Error>() <= 2 * size_of::<usize>());
    }

    #[test]
    fn an_error_crosses_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
    }
}
