//! Why a file cannot be read.

use std::io::ErrorKind;
use std::time::Duration;

/// How long a pipe or a program may take.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(10);

/// Why a file cannot be read.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, ProblemKind, Unreadable};
///
/// let environment = Environment::from([("CUSTOMERIO_REGION", "eu"), ("CUSTOMERIO_APP_API_KEY_FILE", "/")]);
/// let error = AppCredentials::loader().environment(environment).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Unreadable { reason: Unreadable::Directory, .. },
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It does not exist.
    #[error("does not exist")]
    NotFound,
    /// It is a link whose target does not exist.
    #[error("is a link to a file that does not exist")]
    BrokenLink,
    /// The process may not read it.
    #[error("is not readable by this process")]
    PermissionDenied,
    /// It is a directory.
    #[error("is a directory")]
    Directory,
    /// It is not a directory, and a directory was expected.
    #[error("is not a directory")]
    NotADirectory,
    /// It is a device, a socket, or a pipe where only files belong.
    #[error("is not a regular file")]
    NotAFile,
    /// It is a pipe, and its writer did not finish in time.
    #[error("is a pipe whose writer did not finish within {} seconds", TIMEOUT.as_secs())]
    TimedOut,
    /// It is larger than such a file should be.
    #[error("is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// A document whose format cannot be recognized by its name.
    #[error("has a name that ends in neither `.toml` nor `.json`")]
    UnknownFormat,
    /// A document in a format that this build does not read.
    #[error("needs the feature `{feature}` of `cio-config`, which is off")]
    FeatureOff {
        /// The cargo feature.
        feature: &'static str,
    },
    /// Anything else.
    #[error("cannot be read ({0})")]
    Other(ErrorKind),
}

impl Unreadable {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NotFound => "correct the path, or create the file",
            Self::BrokenLink => "correct the link, or create its target",
            Self::PermissionDenied => "give the user of this process read access to it",
            Self::Directory => "name a file in it",
            Self::NotADirectory => "name the directory that holds the files",
            Self::NotAFile => "put the value in a regular file",
            Self::TimedOut => "check the program that writes to it, or use a regular file",
            Self::TooLarge { .. } => "check that it is the right file",
            Self::UnknownFormat => {
                "only TOML and JSON are read: convert a file in another format, such as YAML, and end its name in `.toml` or `.json`"
            }
            Self::FeatureOff { .. } => {
                "enable the feature in `Cargo.toml`, or write the file in the other format"
            }
            Self::Other(_) => "check the file and its disk",
        }
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        error.kind().into()
    }
}

impl From<ErrorKind> for Unreadable {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            // A directory of its path is a file.
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NotFound,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::IsADirectory => Self::Directory,
            kind => Self::Other(kind),
        }
    }
}
