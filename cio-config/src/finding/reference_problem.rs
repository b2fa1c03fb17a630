//! Why a reference is not followed.

use crate::reference::ReferenceFault;
use crate::reference::backend::Backend;

/// Why a reference is not followed.
///
/// ```
/// use cio_config::{AppCredentials, Backend, CioCredentials, ProblemKind, ReferenceProblem};
///
/// let variables = [("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/cio#/app_api_key"), ("CUSTOMERIO_REGION", "eu")];
/// let error = AppCredentials::loader().environment(variables).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Reference { why: ReferenceProblem::NotAskedFor, .. },
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceProblem {
    /// It breaks the grammar.
    #[error("is not a valid reference: {0}")]
    Malformed(#[source] ReferenceFault),
    /// It was found in a variable, and the struct has no `#[cio(references)]`.
    #[error("is a reference, and the struct does not follow references in variables")]
    NotAskedFor,
    /// This build does not read this backend.
    #[error("is a reference to {}, which this build does not read", .0.name())]
    NoBackend(Backend),
}

impl ReferenceProblem {
    pub(crate) fn hint(self) -> String {
        match self {
            Self::Malformed(_) => "correct it, or set the value itself".to_owned(),
            Self::NotAskedFor => "add `#[cio(references)]` to the struct, or set the value itself".to_owned(),
            Self::NoBackend(backend) => match backend.feature() {
                Some(feature) => format!(
                    "in `Cargo.toml`, write `cio-config = {{ version = \"0.1\", features = [\"{feature}\"] }}`, or set the \
                     value itself"
                ),
                None => "set the value itself".to_owned(),
            },
        }
    }
}
