//! The verdict on a credential.

use crate::error::connect_fault::ConnectFault;
use cio_config::{Region, Role, WorkspaceId};
use std::fmt;

/// The verdict on a credential, by the service's answers.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_config::Region;
/// use cio_http::Verdict;
///
/// let verdict = Verdict::OtherRegion { stated: Region::Us, found: Region::Eu };
/// assert_eq!(verdict.to_string(), "other region");
/// assert!(verdict.is_problem());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The service accepts it, and no answer contradicts it.
    Ok,
    /// 401: the service does not know it, in the region that was asked.
    Refused,
    /// 403: the service knows it, or does not say, and does not answer to it.
    NotAllowed,
    /// The account is in the other region.
    OtherRegion {
        /// The region that the credentials state.
        stated: Region,
        /// The region of the account.
        found: Region,
    },
    /// The keys are of another workspace, or of another account.
    OtherWorkspace {
        /// The workspace that is expected: as the credentials say, or that of the Track pair.
        expected: WorkspaceId,
        /// The workspace that was found, if the answer names one.
        found: Option<WorkspaceId>,
    },
    /// The value works as another kind of key. Only a cross probe finds it.
    WrongKind {
        /// Which credential it was meant to be.
        slot: Role,
        /// Which credential it is.
        holds: Role,
    },
    /// No answer came.
    Unreachable(Obstacle),
    /// An answer came that is not Customer.io's: that of a proxy, a login page, another server.
    AnsweredBySomethingElse,
    /// The service was asked, and its answer does not decide it.
    CannotTell,
    /// No request that changes nothing shows whether it is right, so none was made.
    NotAsked,
    /// It has no value to ask with: the load found a problem.
    NotLoaded,
}

/// Why no answer came.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// use cio_http::{ConnectFault, Obstacle};
///
/// assert_eq!(Obstacle::Connect(ConnectFault::NameNotFound).name(), "name");
/// assert_eq!(Obstacle::NoAnswer.name(), "timeout");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// No connection could be made.
    Connect(ConnectFault),
    /// The host accepted the connection, and did not answer in time.
    NoAnswer,
    /// The connection broke before the answer was complete.
    Interrupted,
}

impl Verdict {
    /// Its name for a program: `other_region`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Refused => "refused",
            Self::NotAllowed => "not_allowed",
            Self::OtherRegion { .. } => "other_region",
            Self::OtherWorkspace { .. } => "other_workspace",
            Self::WrongKind { .. } => "wrong_kind",
            Self::Unreachable(_) => "unreachable",
            Self::AnsweredBySomethingElse => "answered_by_something_else",
            Self::CannotTell => "cannot_tell",
            Self::NotAsked => "not_asked",
            Self::NotLoaded => "not_loaded",
        }
    }

    /// Whether something has to be changed.
    #[must_use]
    pub const fn is_problem(self) -> bool {
        !matches!(self, Self::Ok | Self::CannotTell | Self::NotAsked)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(obstacle) => write!(f, "unreachable: {}", obstacle.name()),
            Self::OtherWorkspace { .. } => f.write_str("other workspace or account"),
            other => f.write_str(&other.name().replace('_', " ")),
        }
    }
}

impl Obstacle {
    /// One word for it: `name`, `refused`, `timeout`, `tls`, `proxy`, `connections`, `files`, `route`, `interrupted` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connect(ConnectFault::NameNotFound) => "name",
            Self::Connect(ConnectFault::Refused | ConnectFault::SandboxNotRunning) => "refused",
            Self::Connect(ConnectFault::TimedOut) | Self::NoAnswer => "timeout",
            Self::Connect(ConnectFault::Tls(_)) => "tls",
            Self::Connect(
                ConnectFault::ProxyUnreachable
                | ConnectFault::ProxyAuthentication
                | ConnectFault::ProxyRefused,
            ) => "proxy",
            Self::Connect(ConnectFault::AllInUse) => "connections",
            Self::Connect(ConnectFault::TooManyOpenFiles) => "files",
            Self::Connect(ConnectFault::Unreachable) => "route",
            Self::Connect(ConnectFault::Other) => "unknown",
            Self::Interrupted => "interrupted",
        }
    }

    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::Connect(fault) => fault.hint(),
            Self::NoAnswer => {
                "check the proxy or firewall, which accepts the connection and may hold the request back; if Customer.io \
                 reports an incident, run this again later"
            }
            Self::Interrupted => {
                "check the proxy or firewall, which may end connections to Customer.io's hosts; then run this again"
            }
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(fault) => write!(f, "no connection could be made: {fault}"),
            Self::NoAnswer => f.write_str("the connection was made, but no answer arrived in time"),
            Self::Interrupted => f.write_str("the connection broke before the answer was complete"),
        }
    }
}
