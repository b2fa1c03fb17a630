//! The result of one request, as far as a diagnosis needs it.

use super::verdict::Obstacle;
use crate::app::Workspace;
use crate::error::Error;
use crate::error::diagnosis::Diagnosis;
use crate::error::failure::{Failure, Reason};
use crate::error::messages::HTML_PAGE;
use crate::error::transport_error::{FailurePoint, TransportError};
use crate::track::Account;
use cio_config::{Region, WorkspaceId};
use http::StatusCode;

/// The result of one request.
#[derive(Debug)]
pub(crate) enum ProbeResult {
    /// The Track API knows the pair.
    Account(Account),
    /// The App API knows the key.
    Workspaces(Vec<WorkspaceId>),
    /// The Pipelines API found fault with the call, and none with the key.
    Accepted,
    /// 401.
    Refused(Answered),
    /// 403.
    NotAllowed(Answered),
    /// A redirect to the other region, or the service's word for it.
    OtherRegion(Region, Answered),
    /// Not an answer of Customer.io's.
    SomethingElse(Answered),
    /// No answer.
    Nothing(Obstacle),
    /// An answer that decides nothing.
    Undecided(Answered),
    /// It was not sent.
    NotSent(String),
}

/// A status and the words that came with it, without keys.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    pub(crate) status: Option<StatusCode>,
    pub(crate) messages: Vec<String>,
}

impl ProbeResult {
    pub(crate) fn from_track(result: Result<Account, Error>) -> Self {
        result.map_or_else(|error| Self::of(&error), Self::Account)
    }

    pub(crate) fn from_app(result: Result<Vec<Workspace>, Error>) -> Self {
        match result {
            Ok(workspaces) if workspaces.is_empty() => Self::Undecided(Answered {
                status: Some(StatusCode::OK),
                messages: vec!["a list without a workspace".to_owned()],
            }),
            Ok(workspaces) => Self::Workspaces(workspaces.iter().map(|one| one.id.into()).collect()),
            Err(error) => Self::of(&error),
        }
    }

    /// A 200 decides nothing: without strict mode, which something on the way may have removed, every key gets it.
    pub(crate) fn from_pipelines(result: Result<(), Error>) -> Self {
        match result {
            Ok(()) => Self::Undecided(Answered {
                status: Some(StatusCode::OK),
                messages: vec!["the answer without strict mode".to_owned()],
            }),
            Err(error) => match Self::of(&error) {
                Self::Undecided(Answered { status: Some(StatusCode::BAD_REQUEST), .. }) => Self::Accepted,
                other => other,
            },
        }
    }

    fn of(error: &Error) -> Self {
        let failure: &Failure = match error {
            Error::WrongRegion(failure) => {
                return match failure.diagnosis {
                    Some(Diagnosis::OtherRegion { found, .. }) => {
                        Self::OtherRegion(found, Answered::of(failure))
                    }
                    _ => Self::Undecided(Answered::of(failure)),
                };
            }
            Error::Redirected(failure) | Error::Unreadable(failure) => {
                return Self::SomethingElse(Answered::of(failure));
            }
            Error::Refused(failure) | Error::Unavailable(failure) | Error::Unconfirmed(failure) => failure,
            other => return Self::NotSent(other.to_string()),
        };
        match &failure.reason {
            Some(Reason::Silence(error)) => Self::silence(error),
            _ => Self::by_status(Answered::of(failure)),
        }
    }

    fn silence(error: &TransportError) -> Self {
        match (error.point(), error.connect()) {
            (FailurePoint::Connect, Some(fault)) => Self::Nothing(Obstacle::Connect(fault)),
            (FailurePoint::Timeout, _) => Self::Nothing(Obstacle::NoAnswer),
            (FailurePoint::Interrupted, _) => Self::Nothing(Obstacle::Interrupted),
            _ => Self::NotSent(error.to_string()),
        }
    }

    /// The routes that are asked exist at both regions' hosts, so a 404 there is not Customer.io's; 407 and 511 are a
    /// proxy's and a network's own.
    fn by_status(answered: Answered) -> Self {
        if answered.messages.iter().any(|message| message == HTML_PAGE) {
            return Self::SomethingElse(answered);
        }
        match answered.status.map_or(0, |status| status.as_u16()) {
            401 => Self::Refused(answered),
            403 => Self::NotAllowed(answered),
            404 | 405 | 407 | 410 | 421 | 451 | 511 => Self::SomethingElse(answered),
            _ => Self::Undecided(answered),
        }
    }

    /// The service's words, to take keys out of.
    pub(crate) fn messages_mut(&mut self) -> &mut [String] {
        match self {
            Self::Refused(answered)
            | Self::NotAllowed(answered)
            | Self::OtherRegion(_, answered)
            | Self::SomethingElse(answered)
            | Self::Undecided(answered) => &mut answered.messages,
            Self::NotSent(words) => std::slice::from_mut(words),
            Self::Account(_) | Self::Workspaces(_) | Self::Accepted | Self::Nothing(_) => &mut [],
        }
    }

    /// Whether the key was accepted.
    pub(crate) const fn is_good(&self) -> bool {
        matches!(self, Self::Account(_) | Self::Workspaces(_) | Self::Accepted)
    }
}

impl Answered {
    fn of(failure: &Failure) -> Self {
        let mut messages = failure.messages.clone();
        if let (Some(reason), true) = (&failure.reason, messages.is_empty()) {
            messages.push(reason.to_string());
        }
        Self { status: failure.status, messages }
    }

    /// `401 Unauthorized: what the service said`.
    pub(crate) fn words(&self) -> String {
        let mut words = self.status.map_or_else(String::new, |status| {
            format!("{} {}", status.as_str(), status.canonical_reason().unwrap_or_default())
                .trim_end()
                .to_owned()
        });
        if !self.messages.is_empty() {
            words = format!("{words}: {}", self.messages.join("; "));
        }
        words
    }
}
