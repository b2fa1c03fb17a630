//! Why a store did not give a secret.

use std::time::Duration;

/// Why a store did not give a secret. Never holds a value, nor the message of the store's client, which may hold one.
///
/// ```
/// use cio_config::StoreFault;
///
/// assert_eq!(StoreFault::Sealed.to_string(), "is sealed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreFault {
    /// It has no secret at this path.
    #[error("has no such secret")]
    NotFound,
    /// The secret, or the version of it, was deleted or disabled.
    #[error("has deleted or disabled this secret")]
    Deleted,
    /// The version of the secret was destroyed, which cannot be undone.
    #[error("has destroyed this version of the secret")]
    Destroyed,
    /// No engine has that name, or it is of another kind.
    #[error("has no key-value engine at this mount")]
    WrongMount,
    /// It is sealed.
    #[error("is sealed")]
    Sealed,
    /// It is rate-limiting requests.
    #[error("is rate-limiting requests")]
    Throttled {
        /// How long to wait, if it said so.
        retry_after: Option<Duration>,
    },
    /// It knows the identity of this process, which may not read the secret.
    #[error("denies this process read access to the secret")]
    PermissionDenied,
    /// It does not accept the identity of this process: a wrong or expired token, a role or a signature that it refuses.
    #[error("refused the login")]
    Unauthenticated,
    /// Its address or its login is missing or wrong: this one.
    #[error("is not set up: {0}")]
    NotConfigured(&'static str),
    /// One of its settings has a value that cannot be right.
    #[error("is not set up: {setting} {why}")]
    BadSetting {
        /// Where it was set: `` `VAULT_TOKEN` ``.
        setting: &'static str,
        /// The mistake in the value, which is not shown: `has a line feed at its end`.
        why: &'static str,
    },
    /// No server answered at its address.
    #[error("could not be reached")]
    Unreachable,
    /// The TLS handshake failed.
    #[error("could not be reached: TLS failed")]
    Tls,
    /// It did not answer in time.
    #[error("did not answer in time")]
    TimedOut,
    /// It failed on its side.
    #[error("failed{}", .0.map(|status| format!(" with status {status}")).unwrap_or_default())]
    Failed(Option<u16>),
    /// Its answer is not a documented one.
    #[error("sent an answer that could not be read")]
    Unreadable,
}

impl StoreFault {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NotFound => "correct the path, or store the secret there",
            Self::Deleted => "name another version, or store the secret again",
            Self::Destroyed => {
                "name another version, or store the secret again: a destroyed one cannot be restored"
            }
            Self::WrongMount => "correct the mount, which is the first part of the path",
            Self::Sealed => "unseal it",
            Self::Throttled { .. } => "load again later, or raise its rate limit",
            Self::PermissionDenied => "grant this process's identity read access to the secret",
            Self::Unauthenticated => "give this process a valid login for the store",
            Self::NotConfigured(_) => {
                "set it for this process, or pass a store that is set up to `Loader::backend`"
            }
            Self::BadSetting { .. } => "correct that setting",
            Self::Unreachable => "check the address, the network, and that the store is running",
            Self::Tls => "check the store's certificate, and that this process trusts its issuer",
            Self::TimedOut => "check the store and the network, or allow more time with `Loader::time_limit`",
            Self::Failed(_) => "check the store's log",
            Self::Unreadable => "check that the address is that of the store itself, not of a proxy",
        }
    }
}
