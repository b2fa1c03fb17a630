//! Something worth knowing that is not a problem.

use crate::finding::origin::Origin;
use std::borrow::Cow;
use std::path::PathBuf;

/// Something worth knowing that is not a problem.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, Note};
///
/// let environment = Environment::from([("CIO_REGION", "eu")]);
/// let report = AppCredentials::loader().environment(environment).explain();
/// assert_eq!(report.fields()[1].notes(), [Note::Alias { canonical: "CUSTOMERIO_REGION".into() }]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// It was read under one of the other names of its role.
    #[error("read under another name; the usual one is `{canonical}`")]
    Alias {
        /// The name to use.
        canonical: Cow<'static, str>,
    },
    /// A byte order mark at the start of the file was skipped.
    #[error("the file starts with a byte order mark, which is not part of the value")]
    ByteOrderMark,
    /// The file is readable by every user of the machine.
    #[error("`{}` is readable by every user", .path.display())]
    ReadableByAll {
        /// The file.
        path: PathBuf,
    },
    /// A key that no field reads: in the table `customerio` of a file, or beside it if the file has no such table.
    #[error("no field reads {origin}")]
    UnknownKey {
        /// Where it is.
        origin: Origin,
    },
    /// It has 32 hexadecimal digits, as observed App API keys have. No format is published, so it is not a problem.
    #[error("it has 32 hexadecimal digits, like an App API key; this key usually has 20")]
    LooksLikeAppApiKey,
}
