//! Why the place that a reference leads to, or a struct's own secret, gave no value.

use crate::finding::command_fault::CommandFault;
use crate::finding::store_fault::StoreFault;
use crate::finding::unreadable::Unreadable;

/// Why the place that a reference leads to, or a struct's own secret, gave no value. Never holds one.
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
    /// The store gave none.
    #[error("the store {fault}")]
    Store {
        /// Why.
        fault: StoreFault,
        /// What the store itself says to do about it.
        hint: Option<&'static str>,
    },
    /// The code of the store panicked.
    #[error("the code of the store panicked")]
    Panicked,
    /// The file gave none.
    #[error("the file {0}")]
    File(#[source] Unreadable),
    /// 1Password's command line client gave none.
    #[error("the command `op` {0}")]
    Command(#[source] CommandFault),
    /// The secret has no field of that name.
    #[error("there is no such field")]
    NoField,
    /// The secret has fields, and the reference names none.
    #[error("the secret has fields, and the reference names none")]
    NeedsField,
    /// The field is no text.
    #[error("the field is no text but {found}")]
    FieldNotText {
        /// What it is: `number`.
        found: &'static str,
    },
    /// The field is on the way to the one that is named, and holds no fields.
    #[error("a field on the way is no object but {found}")]
    FieldNotObject {
        /// What it is: `string`.
        found: &'static str,
    },
    /// One object has two fields of one name, so nobody can tell which is meant.
    #[error("a field stands there twice")]
    FieldTwice,
    /// A field is named, and what stands there is no JSON object.
    #[error("what stands there is no JSON object, so it has no fields")]
    NotJson,
    /// A field is named, and this build reads no JSON.
    #[error("this build reads no JSON, so no field of it")]
    JsonOff,
    /// What stands there is a reference itself.
    #[error("what stands there is a reference again, which is not followed")]
    Nested,
}

impl SecretProblem {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Store { hint: Some(hint), .. } => hint,
            Self::Store { fault, .. } => fault.hint(),
            Self::Panicked => "mend the store: what it cannot read is a `StoreFault`",
            Self::File(reason) => reason.hint(),
            Self::Command(CommandFault::NotFound) => {
                "install 1Password's command line client `op`, or correct `PATH`"
            }
            Self::Command(_) => "run `op read` with the reference by hand, and see what it says",
            Self::NoField => "correct the name of the field, or add the field to the secret",
            Self::NeedsField => "name the field, as in `#/app_api_key`",
            Self::FieldNotText { .. } => "store it as text there, or name another field",
            Self::FieldNotObject { .. } => "correct the way to the field",
            Self::FieldTwice => "remove one of them",
            Self::NotJson => "take the field away from the reference, or store a JSON object there",
            Self::JsonOff => "switch the feature `json` of `cio-config` on in `Cargo.toml`",
            Self::Nested => "name the last place where the first reference stands",
        }
    }
}
