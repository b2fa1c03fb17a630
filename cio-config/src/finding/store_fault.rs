//! Why a store gave no secret.

use std::time::Duration;

/// Why a store gave no secret. Never holds a value, nor what the store's own client says: that may.
///
/// ```
/// use cio_config::StoreFault;
///
/// assert_eq!(StoreFault::Sealed.to_string(), "is sealed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreFault {
    /// It holds nothing there.
    #[error("holds no such secret")]
    NotFound,
    /// The secret, or the version of it, was deleted, destroyed or disabled.
    #[error("holds a deleted secret there")]
    Deleted,
    /// There is no engine of that name, or it is of another kind.
    #[error("has no key-value engine at this mount")]
    WrongMount,
    /// It is sealed.
    #[error("is sealed")]
    Sealed,
    /// It asks for fewer requests.
    #[error("asks to be asked less often")]
    Throttled {
        /// When it may be asked again, if it said so.
        retry_after: Option<Duration>,
    },
    /// It knows who asks, and does not let them read this.
    #[error("does not permit reading it")]
    PermissionDenied,
    /// It does not know who asks: a token that is wrong or has expired, a role or a signature that it refuses.
    #[error("does not accept the login")]
    Unauthenticated,
    /// It is not said how to reach it, or how to log in: this is missing or wrong.
    #[error("cannot be asked: {0}")]
    NotConfigured(&'static str),
    /// Nothing answers there.
    #[error("could not be reached")]
    Unreachable,
    /// The connection is not trusted.
    #[error("could not be reached: TLS failed")]
    Tls,
    /// It did not answer in time.
    #[error("did not answer in time")]
    TimedOut,
    /// It failed on its side.
    #[error("failed{}", .0.map(|status| format!(" with status {status}")).unwrap_or_default())]
    Failed(Option<u16>),
    /// It answered something that is not documented.
    #[error("answered what cannot be read")]
    Unreadable,
}

impl StoreFault {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NotFound => "correct the path, or store the secret there",
            Self::Deleted => "name another version, or store the secret again",
            Self::WrongMount => "correct the mount, which is the first part of the path",
            Self::Sealed => "unseal it",
            Self::Throttled { .. } => "load again later, or have its limit raised",
            Self::PermissionDenied => "permit whoever this process is to the store to read this secret",
            Self::Unauthenticated => "give this process a login that is valid now",
            Self::NotConfigured(_) => {
                "set it for this process, or give the loader a store that is set up: `Loader::backend`"
            }
            Self::Unreachable => "check the address, the network, and that the store runs",
            Self::Tls => "check the store's certificate, and that this process trusts who signed it",
            Self::TimedOut => "check the store and the network, or allow more time: `Loader::time_limit`",
            Self::Failed(_) => "look into the store's own log",
            Self::Unreadable => "check that the address is the store's, not that of something before it",
        }
    }
}
