//! Mistakes in a document whose syntax is right.

use crate::finding::kind::with_article;

/// A mistake in a document whose syntax is right, or in all documents together.
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
    /// A document has both `[customerio]` and `[default.customerio]`, which are names of one table.
    #[error("is another name of the table `customerio`, which the document has too")]
    TwoBases,
    /// The key of the table of credentials holds something else.
    #[error("is {}, not a table", with_article(found))]
    NotTable {
        /// The kind of value that was found: `integer`.
        found: &'static str,
    },
    /// The variable names a profile that no document has.
    #[error("names a profile that no document has: looked in {}{}", .documents.join(", "), known(.profiles))]
    NoProfile {
        /// The documents that were looked in.
        documents: Vec<String>,
        /// The profiles that they have.
        profiles: Vec<String>,
    },
    /// sops has encrypted the document, or the value at this key.
    #[error("is encrypted by sops")]
    Sops,
    /// A provider of the program's own `Figment` failed.
    #[error("could not be read by its provider")]
    Provider,
}

fn known(profiles: &[String]) -> String {
    let names = profiles.iter().map(|name| format!("`{}`", name.escape_debug()));
    match &names.collect::<Vec<_>>()[..] {
        [] => String::new(),
        [one] => format!(", which have the profile {one}"),
        several => format!(", which have the profiles {}", several.join(", ")),
    }
}

impl DocumentFault {
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::TwoBases => "merge the two tables into one",
            Self::NotTable { .. } => "make it a table, with a key for each credential",
            Self::NoProfile { .. } => {
                "correct the variable, unset it, or add the table `[<profile>.customerio]` to a document"
            }
            Self::Sops => {
                "load the output of sops, with `Loader::command([\"sops\", \"-d\", \"<file>\"], <format>)` in place of the file"
            }
            Self::Provider => "extract the `Figment` without this crate to see its error",
        }
    }
}
