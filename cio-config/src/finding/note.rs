//! Something worth knowing that is no problem.

use crate::finding::origin::Origin;
use std::borrow::Cow;
use std::path::PathBuf;

/// Something worth knowing that is no problem.
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
    /// It was read from one of the other names of its role.
    #[error("also read; the usual name is `{canonical}`")]
    Alias {
        /// The name to use.
        canonical: Cow<'static, str>,
    },
    /// A byte order mark at the start of the file was passed over.
    #[error("the file starts with a byte order mark, which is not part of the value")]
    ByteOrderMark,
    /// Every user of the machine may read the file.
    #[error("every user may read `{}`", .path.display())]
    ReadableByAll {
        /// The file.
        path: PathBuf,
    },
    /// A key that no field reads: in our table of a file, or meant for it where a file has none.
    #[error("nothing reads {origin}")]
    UnknownKey {
        /// Where it stands.
        origin: Origin,
    },
    /// It has the 32 digits that App API keys are seen to have. No format is published, so this is no problem.
    #[error("it has 32 digits, as App API keys have; this key is usually one of 20")]
    LooksLikeAppApiKey,
    /// A setting's value begins and ends with a quotation mark. For a key that is a problem.
    #[error("the quotation marks around it are part of the value")]
    Quoted,
    /// A variable, a key of a file or an entry that no field reads, and whose name may be meant for a field that has no value.
    #[error("{origin} is set and not read: it may be meant for {meant_for}, which is read from `{variable}`")]
    MeantFor {
        /// Where it is.
        origin: Origin,
        /// The credential, or the name of the setting.
        meant_for: &'static str,
        /// The variable that the field reads.
        variable: Cow<'static, str>,
    },
}
