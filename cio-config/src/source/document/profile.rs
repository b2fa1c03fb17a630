//! The profile that the environment chooses.

use crate::environment::Environment;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::named::NamedDocument;
use crate::source::document::ours::TABLE;

/// The variable that names it.
const VARIABLE: &str = "CUSTOMERIO_PROFILE";

/// The profile that the environment chooses.
pub(super) enum ChosenProfile {
    /// None is, or the base by its name.
    Base,
    Profile(String),
    /// The variable's value cannot be the name of a table.
    Nothing,
}

impl ChosenProfile {
    pub(super) fn by(environment: &Environment) -> Self {
        let Some(value) = environment.look_up(VARIABLE) else { return Self::Base };
        match std::str::from_utf8(&value) {
            Ok("default") => Self::Base,
            // `[customerio.customerio]` is the table of a workspace.
            Ok("" | TABLE) | Err(_) => Self::Nothing,
            Ok(name) => Self::Profile(name.to_owned()),
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Profile(name) => Some(name),
            Self::Base | Self::Nothing => None,
        }
    }

    /// The problem, if it should be in a document and is in none.
    pub(super) fn problem(
        &self,
        is_found: bool,
        documents: &[NamedDocument],
        profiles: &[String],
    ) -> Option<ProblemKind> {
        let is_missing = match self {
            Self::Base => false,
            Self::Profile(_) => !is_found,
            Self::Nothing => true,
        };
        is_missing.then(|| {
            let documents = documents.iter().map(ToString::to_string).collect();
            let mut profiles = profiles.to_vec();
            profiles.sort();
            profiles.dedup();
            let fault = DocumentFault::NoProfile { documents, profiles };
            ProblemKind::Document { origin: Origin::variable(VARIABLE), fault }
        })
    }
}
