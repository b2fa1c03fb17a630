//! Why a secret could not be read: one that a reference names, or that holds the fields of a struct.

use crate::finding::command_fault::CommandFault;
use crate::finding::kind::with_article;
use crate::finding::store_fault::StoreFault;
use crate::finding::unreadable::Unreadable;

/// Why a secret could not be read: one that a reference names, or that holds the fields of a struct. Never holds a value.
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, ProblemKind, Region, SecretProblem, Unreadable};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     #[cio(reference = "ref+file:///run/secrets/no-such-file")]
///     app_key: AppApiKey,
///     region: Region,
/// }
///
/// let error = Billing::loader().environment([("CUSTOMERIO_REGION", "eu")]).load().err().unwrap();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Secret { why: SecretProblem::File(Unreadable::NotFound), .. },
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretProblem {
    /// The store did not give it.
    #[error("the store {fault}")]
    Store {
        /// Why.
        fault: StoreFault,
        /// The hint of the store itself, if it has one.
        hint: Option<&'static str>,
    },
    /// The store's code panicked.
    #[error("the store's code panicked")]
    Panicked,
    /// The file could not be read.
    #[error("the file {0}")]
    File(#[source] Unreadable),
    /// 1Password's command-line client did not give it.
    #[error("the command `op` {0}")]
    Command(#[source] CommandFault),
    /// The secret has no field of that name.
    #[error("the secret has no such field")]
    NoField,
    /// The secret has fields, and the reference names none.
    #[error("the secret has fields, and the reference names none")]
    NeedsField,
    /// The field is not a string.
    #[error("the field is {}, not a string", with_article(found))]
    FieldNotText {
        /// The kind of value that was found: `number`.
        found: &'static str,
    },
    /// A field on the path to the one that is named is not an object.
    #[error("a field on the path is {}, not an object", with_article(found))]
    FieldNotObject {
        /// The kind of value that was found: `string`.
        found: &'static str,
    },
    /// An object in the secret has two fields with the same name.
    #[error("the secret has two fields with the same name")]
    FieldTwice,
    /// A field is named, and the value is not a JSON object.
    #[error("the value is not a JSON object, so it has no fields")]
    NotJson,
    /// A field is named, and this build does not read JSON.
    #[error("reading a field needs the feature `json` of `cio-config`, which is off")]
    JsonOff,
    /// The value is itself a reference.
    #[error("the value is itself a reference; references are not followed twice")]
    Nested,
}

impl SecretProblem {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Store { hint: Some(hint), .. } => hint,
            Self::Store { fault, .. } => fault.hint(),
            Self::Panicked => "fix the store: it reports a failure as a `StoreFault`",
            Self::File(reason) => reason.hint(),
            Self::Command(CommandFault::NotFound) => {
                "install 1Password's command-line client `op`, or correct `PATH`"
            }
            Self::Command(_) => "run `op read` with the reference, and check its output",
            Self::NoField => "correct the name of the field, or add the field to the secret",
            Self::NeedsField => "name the field, as in `#/app_api_key`",
            Self::FieldNotText { found: "number" | "a number" } => {
                "store it as a string, in quotes: a store may round a number, as KV version 2 does"
            }
            Self::FieldNotText { .. } => "store it as a string, or name another field",
            Self::FieldNotObject { .. } => "correct the path to the field",
            Self::FieldTwice => "remove one of them",
            Self::NotJson => "remove the field from the reference, or store a JSON object",
            Self::JsonOff => "enable the feature `json` of `cio-config` in `Cargo.toml`",
            Self::Nested => "use the second reference in place of the first",
        }
    }
}
