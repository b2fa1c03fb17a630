//! The path of a person, which six operations share.

use crate::wire::{Identifier, InvalidInput, Path};

/// Where the operations on one person start.
pub(super) fn person_path(identifier: &Identifier) -> Result<Path, InvalidInput> {
    Path::new("/api/v1/customers").segment("identifier", identifier.checked_as_person("identifier")?)
}
