//! What a load of a `Rotating` brought, and what is kept of it to compare the next one with.

use super::error::RotateError;
use crate::schema::key_sets::Sets;
use crate::credential::role::Role;
use crate::output::report::Report;
use crate::read::stamp::Files;

/// What a load brought.
pub(crate) struct Loaded<C> {
    pub(crate) credentials: C,
    pub(crate) facts: Facts,
    pub(crate) report: Option<Report>,
}

/// What is kept of a load. It holds no key.
pub(crate) struct Facts {
    /// For each field its role and a keyed hash of its value. `None` if the values cannot be seen: they count as changed.
    pub(crate) prints: Option<Vec<Print>>,
    /// Region and workspace, in the order of the fields.
    pub(crate) account: Vec<(Role, Option<String>)>,
    /// The files that were read, if nothing else was.
    pub(crate) files: Option<Files>,
}

pub(crate) type Print = (Option<Role>, Option<u64>);

impl Facts {
    /// Whether another load would read the same: all values are in files, and the files are as they were.
    pub(crate) fn are_current(&self) -> bool {
        self.files.as_ref().is_some_and(Files::are_current)
    }

    /// The key sets that differ from those of the load before, or `None` if every value is the same.
    ///
    /// # Errors
    /// [`RotateError::OtherAccount`] if they belong to another region or workspace.
    pub(super) fn changes_since(&self, before: &Self) -> Result<Option<Sets>, RotateError> {
        for ((role, now), (_, before)) in self.account.iter().zip(&before.account) {
            if now.is_some() && before.is_some() && now != before {
                return Err(RotateError::OtherAccount { role: *role });
            }
        }
        let (Some(now), Some(before)) = (&self.prints, &before.prints) else {
            return Ok(Some(Sets::ALL));
        };
        let mut differing = now.iter().zip(before).filter(|(now, before)| now != before).peekable();
        Ok(differing.peek().is_some().then(|| {
            differing
                .fold(Sets::NONE, |sets, ((role, _), _)| sets.with(role.map_or(Sets::NONE, Sets::of_role)))
        }))
    }
}
