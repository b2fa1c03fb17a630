//! Whether the values of a load can change while the process runs, and whether all are in files.

use crate::credential::role::Role;
use crate::finding::origin::Origin;
use crate::source::answer::FieldAnswer;
use std::path::PathBuf;

/// Where the values of a load are.
pub(super) struct Origins {
    /// Of the keys that cannot change.
    pub(super) fixed: Vec<Origin>,
    /// Whether there is a key that can.
    has_changing: bool,
    /// Whether every value is in a file, or cannot change.
    pub(super) are_files: bool,
}

impl Origins {
    pub(super) fn of<'a>(
        answers: impl IntoIterator<Item = &'a FieldAnswer>,
        systemd: Option<&PathBuf>,
    ) -> Self {
        let mut origins = Self { fixed: Vec::new(), has_changing: false, are_files: true };
        for answer in answers {
            let Ok(Some(found)) = &answer.outcome else { continue };
            let origin = found.provenance.origin(answer.wanted);
            let is_fixed = match &origin {
                Origin::Variable { .. } | Origin::Figment { .. } | Origin::Struct => true,
                Origin::Entry { path } => systemd.is_some_and(|directory| path.starts_with(directory)),
                _ => false,
            };
            let is_file = matches!(
                origin,
                Origin::VariableFile { .. }
                    | Origin::Dotenv { .. }
                    | Origin::Document { .. }
                    | Origin::Entry { .. }
                    | Origin::ReferredFile { .. }
            );
            origins.are_files &= is_fixed || is_file;
            match answer.wanted.field.role() {
                None | Some(Role::Region | Role::WorkspaceId) => {}
                Some(_) if is_fixed => origins.fixed.push(origin),
                Some(_) => origins.has_changing = true,
            }
        }
        origins
    }

    pub(super) fn is_fixed(&self) -> bool {
        !self.fixed.is_empty() && !self.has_changing
    }
}
