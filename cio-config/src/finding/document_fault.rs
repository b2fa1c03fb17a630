//! What is wrong with a document as a whole, beyond the rules of its format.

/// What is wrong with a document, or with all of them together.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, DocumentFault, ProblemKind};
/// use figment::{Figment, providers::Serialized};
///
/// let figment = Figment::from(Serialized::default("staging.customerio.region", "eu"));
/// let variables = [("CUSTOMERIO_PROFILE", "stagging")];
/// let error = AppCredentials::loader().environment(variables).figment(figment).load().unwrap_err();
/// let faults = error.problems().iter().filter_map(|problem| match problem.kind() {
///     ProblemKind::Document { fault, .. } => Some(fault),
///     _ => None,
/// });
/// assert!(matches!(faults.collect::<Vec<_>>()[..], [DocumentFault::NoProfile { .. }]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentFault {
    /// The base is there under both of its names, `[customerio]` and `[default.customerio]`.
    #[error("is a second spelling of `customerio`, which the document has too")]
    TwoBases,
    /// Something else than a table, where the table of credentials belongs.
    #[error("is no table but {found}")]
    NotTable {
        /// What it is: `integer`.
        found: &'static str,
    },
    /// The variable names a profile that no document has.
    #[error("names a profile that stands in no document: looked in {}", .documents.join(", "))]
    NoProfile {
        /// The documents that were looked in.
        documents: Vec<String>,
    },
    /// sops has encrypted the document, or the value at this key.
    #[error("is encrypted by sops")]
    Sops,
    /// A provider of the program's own `Figment` failed.
    #[error("could not be read by its provider")]
    Provider,
}

impl DocumentFault {
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::TwoBases => "keep one of the two, with the keys of both",
            Self::NotTable { .. } => "make it a table, with a key for each credential",
            Self::NoProfile { .. } => {
                "correct the variable, unset it, or add `[<profile>.customerio]` to one of them"
            }
            Self::Sops => {
                "load what sops prints, with `Loader::command([\"sops\", \"-d\", \"<file>\"], <format>)` in place of the file"
            }
            Self::Provider => "extract the `Figment` by itself, and see what it says",
        }
    }
}
