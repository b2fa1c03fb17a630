//! The kinds of problems: places and kinds, never a value.

use crate::credential::fault::KeyFault;
use crate::credential::role::Role;
use crate::finding::command_fault::CommandFault;
use crate::finding::document_fault::DocumentFault;
use crate::finding::origin::Origin;
use crate::finding::reference_problem::ReferenceProblem;
use crate::finding::secret_problem::SecretProblem;
use crate::finding::unreadable::Unreadable;
use crate::text::escaped::Escaped;
use std::borrow::Cow;
use std::path::PathBuf;

/// The kind of problem.
///
/// Printed, it is the end of a sentence that begins with the credential, as a [`Problem`](crate::Problem) has it.
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No source has it.
    #[error("was not found")]
    Missing,
    /// A source has a value that cannot be this credential or setting.
    #[error("in {origin} {fault}")]
    Malformed {
        /// Where it is.
        origin: Origin,
        /// The mistake.
        fault: KeyFault,
    },
    /// Two names of one credential are set to different values.
    #[error("is set twice, to different values: {first} and {second}")]
    Ambiguous {
        /// The name that would have been read.
        first: Origin,
        /// The name with the other value.
        second: Origin,
    },
    /// A variable and its `_FILE` are both set.
    #[error("is set twice: {variable} and {file}")]
    VariableAndFile {
        /// The variable.
        variable: Origin,
        /// The variable that names a file.
        file: Origin,
    },
    /// Two credentials have the same value, so one of them is wrong.
    #[error("in {second} is the same as the {role} in {first}")]
    SameValue {
        /// The other credential.
        role: Role,
        /// Where the other one is.
        first: Origin,
        /// Where this one is.
        second: Origin,
    },
    /// One half of the Track pair is set, and this optional half is not.
    #[error("the other half of the pair is set, in {present}")]
    HalfPair {
        /// Where the other half is.
        present: Origin,
    },
    /// The region or workspace of a second set is not that of the first.
    #[error("in {origin} differs from that of the first set of keys")]
    OtherAccount {
        /// Where it is.
        origin: Origin,
    },
    /// A field that may be absent has no value, and another name that is in use for it is set. To fill it would lose that value.
    #[error("{origin} is set, and no field reads it")]
    OtherName {
        /// The name that is set.
        origin: Origin,
    },
    /// A reference that cannot be followed. It is never sent as a key.
    #[error("in {origin} {why}")]
    Reference {
        /// Where it is.
        origin: Origin,
        /// Why it is not followed.
        why: ReferenceProblem,
    },
    /// A secret that could not be read: one that a reference names, or that holds the fields of a struct.
    #[error("{origin}{} could not be read: {why}", comma_after(.origin))]
    Secret {
        /// The secret, and where the reference is.
        origin: Origin,
        /// Why it could not be read.
        why: SecretProblem,
        /// A field of the secret whose name is nearly the one that a reference names.
        near: Option<String>,
    },
    /// A command that did not give a value.
    #[error("the command `{}` {fault}", Escaped(.program))]
    Command {
        /// The program, without its arguments.
        program: Cow<'static, str>,
        /// Why it gave none.
        fault: CommandFault,
    },
    /// A credential in a document that is not a string.
    #[error("in {origin} is {}, not a string", with_article(found))]
    NotText {
        /// Where it is.
        origin: Origin,
        /// The kind of value that was found: `integer`.
        found: &'static str,
    },
    /// A file that cannot be read.
    #[error("`{}`{} {reason}", Escaped(.path.display()), named_by(.variable.as_deref()))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The variable that names it, if one does.
        variable: Option<String>,
        /// Why.
        reason: Unreadable,
    },
    /// A file with a syntax error.
    #[error("`{}`, line {line}, column {column}: expected {expected}", Escaped(.path.display()))]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// The form that was expected. Never a part of the file.
        expected: &'static str,
    },
    /// A document whose syntax is right and that still cannot be used.
    #[error("{origin} {fault}")]
    Document {
        /// The key, or the variable, that is wrong.
        origin: Origin,
        /// The mistake.
        fault: DocumentFault,
    },
    /// An optional field that is `None` where its credential is needed.
    #[error("the field `{field}` of `{schema}` is `None`")]
    NotHeld {
        /// The name of the field.
        field: &'static str,
        /// The name of its struct.
        schema: &'static str,
    },
}

impl ProblemKind {
    /// The places of the wrong values; none, if no value was found.
    pub(crate) fn places(&self) -> Vec<Origin> {
        match self {
            Self::Malformed { origin, .. }
            | Self::OtherAccount { origin }
            | Self::OtherName { origin }
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

/// Ends the part of a sentence that says where a reference is.
fn comma_after(origin: &Origin) -> &'static str {
    match origin {
        Origin::Secret { named_by: Some(_), .. } | Origin::ReferredFile { .. } => ",",
        _ => "",
    }
}

fn named_by(variable: Option<&str>) -> String {
    variable.map(|variable| format!(", named by `{variable}`,")).unwrap_or_default()
}

/// A kind of value in a sentence: `an integer`.
pub(super) fn with_article(kind: &str) -> String {
    match kind.as_bytes() {
        b"null" => kind.to_owned(),
        // Stores give the kind with its article.
        _ if kind.contains(' ') => kind.to_owned(),
        [b'a' | b'e' | b'i' | b'o' | b'u', ..] => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
