//! What can be wrong. Places and kinds, never a value.

use crate::credential::fault::KeyFault;
use crate::credential::role::Role;
use crate::finding::command_fault::CommandFault;
use crate::finding::document_fault::DocumentFault;
use crate::finding::origin::Origin;
use crate::finding::reference_problem::ReferenceProblem;
use crate::finding::secret_problem::SecretProblem;
use crate::finding::unreadable::Unreadable;
use std::borrow::Cow;
use std::path::PathBuf;

/// What is wrong.
///
/// ```
/// use cio_config::{Blank, CioCredentials, Edge, Environment, KeyFault, ProblemKind, AppCredentials};
///
/// let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "0123456789 "), ("CUSTOMERIO_REGION", "eu")]);
/// let error = AppCredentials::loader().environment(environment).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Malformed { fault: KeyFault::Blank { blank: Blank::Space, edge: Edge::End }, .. },
/// ));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No source has it.
    Missing,
    /// A source has it, and it cannot be what it should be.
    Malformed {
        /// Where it stands.
        origin: Origin,
        /// What is wrong with it.
        fault: KeyFault,
    },
    /// Two names of one credential are set to different values.
    Ambiguous {
        /// The name that would have been read.
        first: Origin,
        /// The name that says otherwise.
        second: Origin,
    },
    /// A variable and its `_FILE` are both set.
    VariableAndFile {
        /// The variable.
        variable: Origin,
        /// The variable that names a file.
        file: Origin,
    },
    /// The same value stands for two credentials, so one of them is wrong.
    SameValue {
        /// The other credential.
        role: Role,
        /// Where that one stands.
        first: Origin,
        /// Where this one stands.
        second: Origin,
    },
    /// One half of the Track pair is there, and this optional half is not.
    HalfPair {
        /// Where the other half stands.
        present: Origin,
    },
    /// A reference to a value elsewhere, which is not followed. It is never sent as a key.
    Reference {
        /// Where it stands.
        origin: Origin,
        /// Why it is not.
        why: ReferenceProblem,
    },
    /// The place that a reference leads to, or a struct's own secret, gave no value.
    Secret {
        /// The place, and where the reference stands.
        origin: Origin,
        /// Why it gave none.
        why: SecretProblem,
    },
    /// A command that gave no value.
    Command {
        /// The program, without its arguments.
        program: Cow<'static, str>,
        /// Why it gave none.
        fault: CommandFault,
    },
    /// A value that is not text in a document, where a credential is text.
    NotText {
        /// Where it stands.
        origin: Origin,
        /// What it is: `integer`.
        found: &'static str,
    },
    /// A file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The variable that names it, if one does.
        variable: Option<String>,
        /// Why.
        reason: Unreadable,
    },
    /// A file that breaks the rules of its format.
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// What was expected, in our own words: the file's are not repeated.
        expected: &'static str,
    },
    /// A document that keeps the rules of its format and still cannot be taken as it is.
    Document {
        /// The key, or the variable, that is wrong.
        origin: Origin,
        /// What is wrong with it.
        fault: DocumentFault,
    },
    /// An optional field that is `None` where its credential is needed.
    NotHeld {
        /// The name of the field.
        field: &'static str,
        /// The name of its struct.
        schema: &'static str,
    },
}

impl ProblemKind {
    /// Where the values stand that are wrong; nowhere, if none was found.
    pub(crate) fn places(&self) -> Vec<Origin> {
        match self {
            Self::Malformed { origin, .. }
            | Self::Reference { origin, .. }
            | Self::Secret { origin, .. }
            | Self::NotText { origin, .. }
            | Self::Document { origin, .. }
            | Self::SameValue { second: origin, .. } => vec![origin.clone()],
            Self::Ambiguous { first, second } | Self::VariableAndFile { variable: first, file: second } => {
                vec![first.clone(), second.clone()]
            }
            Self::Unreadable { path, variable: Some(variable), .. } => {
                vec![Origin::VariableFile { variable: variable.clone().into(), path: path.clone() }]
            }
            Self::Unreadable { path, variable: None, .. } => vec![Origin::Entry { path: path.clone() }],
            Self::Missing
            | Self::HalfPair { .. }
            | Self::Command { .. }
            | Self::Syntax { .. }
            | Self::NotHeld { .. } => Vec::new(),
        }
    }
}
