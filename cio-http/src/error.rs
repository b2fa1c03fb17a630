//! Why an operation failed, and the fix.

pub(crate) mod advice;
pub(crate) mod connect_fault;
pub(crate) mod diagnosis;
pub(crate) mod failure;
pub(crate) mod messages;
pub(crate) mod redaction;
pub(crate) mod transport_error;

use crate::error::connect_fault::ConnectFault;
use crate::error::diagnosis::Diagnosis;
use crate::error::failure::{Failure, Reason};
use cio_config::Region;
use http::StatusCode;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why an operation did not succeed.
///
/// It holds no key, identifier, path, query or body of the request. It does hold the service's own words
/// ([`messages`](Self::messages), also shown), cut to a bounded length; the service may quote the request.
/// Where it quotes a key, it is replaced by `[redacted]`.
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
///      or the account is not in the eu region; the response does not say which",
/// );
/// assert!(error.hint().unwrap().starts_with("compare `CUSTOMERIO_APP_API_KEY` with"));
/// assert_eq!((error.operation(), error.surface()), (Some("app.send_email"), Some("app")));
/// assert_eq!((error.region(), error.attempts()), (Some(Region::Eu), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// Every variant is boxed, so that `Result<T, Error>` stays as small as `T` allows.
#[non_exhaustive]
pub enum Error {
    /// It was not sent, because something in it cannot be.
    InvalidInput(Box<Failure>),
    /// The client could not be made, or could not make a request.
    Setup(Box<SetupFault>),
    /// The service said no, and would say it again. If it was sent [more than once](Self::attempts), an attempt before
    /// that may have been done.
    Refused(Box<Failure>),
    /// The service could not be reached, or not do it now; sending it again later is right.
    Unavailable(Box<Failure>),
    /// It may have been done, and sending it again would double it: find out before you do.
    Unconfirmed(Box<Failure>),
    /// The account is in the other region, and nothing was sent there.
    WrongRegion(Box<Failure>),
    /// The keys belong to another workspace than the one configured.
    WrongWorkspace(Box<Failure>),
    /// The service pointed elsewhere, and nothing was sent there.
    Redirected(Box<Failure>),
    /// A 2xx came with an undocumented answer: the operation was done, unless a proxy answered.
    Unreadable(Box<Failure>),
}

impl Error {
    /// The name of the operation that failed: `track.identify`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.failure().map(Failure::operation)
    }

    /// The part of the API that was asked: `track`, `app` or `pipelines`.
    #[must_use]
    pub fn surface(&self) -> Option<&'static str> {
        self.failure().map(Failure::surface)
    }

    /// The region that was asked.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.failure().map(Failure::region)
    }

    /// How often it was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure().map_or(0, Failure::attempts)
    }

    /// The status of the answer, if the last attempt had one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.failure().and_then(Failure::status)
    }

    /// The service's messages, at most ten of 300 characters.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        self.failure().map_or(&[], Failure::messages)
    }

    /// The likely cause, if a single answer allows a guess.
    #[must_use]
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.failure().and_then(Failure::diagnosis)
    }

    /// How long the service asked to wait, in the `Retry-After` of the last answer: longer than the client's policy
    /// waits.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure().and_then(Failure::retry_after)
    }

    /// Why no connection could be made, if the connection failed.
    #[must_use]
    pub fn connect_fault(&self) -> Option<ConnectFault> {
        self.failure().and_then(Failure::connect_fault)
    }

    /// Whether the same operation, sent again later, may succeed and cannot be doubled.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_)) && self.connect_fault().is_none_or(ConnectFault::may_pass)
    }

    /// The fix, in one sentence.
    ///
    /// `Debug` prints it below the message, so `fn main() -> Result<(), Box<dyn std::error::Error>>` shows both.
    /// `Display` leaves it out, to stay one line of a log: log it as a separate field.
    ///
    /// ```
    /// # fn log(error: &cio_http::Error) {
    /// eprintln!("error={error} hint={}", error.hint().unwrap_or_default());
    /// # }
    /// ```
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if let Some(diagnosis) = self.diagnosis() {
            let names = self.failure().map(|failure| failure.context.names).unwrap_or_default();
            return Some(diagnosis.hint_in(names));
        }
        if let Some(fault) = self.connect_fault() {
            return Some(fault.hint().to_owned());
        }
        let hint = match self {
            Self::Unavailable(failure) => return Some(later(failure.retry_after())),
            Self::Unconfirmed(_) => {
                "check in the dashboard whether it was processed before you send it again"
            }
            Self::Unreadable(_) => {
                "check for a proxy that answers in place of Customer.io; sending it again is safe"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    pub(crate) fn key_of_other_region() -> Self {
        Self::setup(
            "the prefix of the CDP API key (`sk_eu_`, `pk_us_`) names another region than the credentials state; use a \
             key of a source in that region, or correct the region",
        )
    }

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

fn later(wait: Option<Duration>) -> String {
    match wait {
        Some(wait) => {
            // A part of a second counts as one: earlier than asked is too early.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            format!("send it again in {seconds} s, as the service asks; sending it again is safe")
        }
        None => "send it again later; sending it again is safe".to_owned(),
    }
}

/// The message, and the hint below it.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, "\n  cause: {error}")?;
            cause = error.source();
        }
        match self.hint() {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(fault) => fault.fmt(f),
            Self::InvalidInput(failure) => failure.describe(f, "was not sent"),
            Self::Refused(failure) => failure.describe(f, "was refused"),
            Self::Unavailable(failure) => failure.describe(f, "failed"),
            Self::Unconfirmed(failure) => failure.describe(f, "may have been processed, but failed"),
            Self::WrongRegion(failure) if failure.status.is_some() => failure.describe(f, "was redirected"),
            // Asked by `verify_region`, the service does not redirect; it states the region.
            Self::WrongRegion(failure) => failure.describe(f, "got another region than expected"),
            Self::WrongWorkspace(failure) => failure.describe(f, "got another workspace than expected"),
            Self::Redirected(failure) => failure.describe(f, "was redirected (not followed)"),
            Self::Unreadable(failure) => failure.describe(f, "was answered"),
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

/// Why a client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the client could not be set up: {reason}")]
pub struct SetupFault {
    reason: &'static str,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl SetupFault {
    /// A fault with these words, for a test of code that handles it.
    ///
    /// ```
    /// use cio_http::{Advice, Error, SetupFault};
    ///
    /// let error = Error::Setup(Box::new(SetupFault::new("TLS is not available")));
    /// assert_eq!(error.advice(), Advice::Stop);
    /// ```
    #[must_use]
    pub fn new(reason: &'static str) -> Self {
        Self { reason, source: None }
    }
}

#[cfg(test)]
mod tests;
