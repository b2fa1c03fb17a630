//! The result of one load of a `Rotating`, and the part kept to compare the next one with.

use super::cell::WithSecond;
use super::error::RotateError;
use crate::credential::role::Role;
use crate::output::report::Report;
use crate::read::stamp::Files;
use crate::schema::key_sets::Sets;
use std::sync::Arc;

/// The result of a load.
pub(crate) struct Loaded<C> {
    pub(crate) credentials: C,
    /// Makes them with the second set of some key sets, if there is a second set.
    pub(crate) with_second: Option<Arc<WithSecond<C>>>,
    pub(crate) facts: LoadFacts,
    pub(crate) report: Option<Report>,
}

/// The facts kept after a load, to compare the next one with. Holds no key.
pub(crate) struct LoadFacts {
    /// For each field of the first set its print. `None` if the values cannot be seen: they count as changed.
    pub(crate) prints: Option<Vec<Print>>,
    /// The same for the second set, and the key sets that have one.
    pub(crate) second: (Sets, Vec<Print>),
    /// Region and workspace, in the order of the fields.
    pub(crate) account: Vec<(Role, Option<String>)>,
    /// The files that were read, if nothing else was.
    pub(crate) files: Option<Files>,
}

/// The key set of a field, and a keyed hash of its value.
pub(crate) type Print = (Option<u32>, Option<u64>);

impl LoadFacts {
    /// Whether another load would read the same: all values are in files, and the files are as they were.
    pub(crate) fn are_current(&self) -> bool {
        self.files.as_ref().is_some_and(Files::are_current)
    }

    /// The key sets whose first set differs from that of the load before, or `None` if every value of both sets is the same.
    ///
    /// # Errors
    /// [`RotateError::OtherAccount`] if they belong to another region or workspace.
    pub(super) fn changes_since(&self, last: &Self) -> Result<Option<Sets>, RotateError> {
        for ((role, now), (_, before)) in self.account.iter().zip(&last.account) {
            if now.is_some() && before.is_some() && now != before {
                return Err(RotateError::OtherAccount { role: *role });
            }
        }
        let (Some(now), Some(before)) = (&self.prints, &last.prints) else {
            return Ok(Some(Sets::ALL));
        };
        let differing: Vec<_> = now.iter().zip(before).filter(|(now, before)| now != before).collect();
        let is_changed = !differing.is_empty() || self.second != last.second;
        Ok(is_changed.then(|| {
            let numbers = differing.iter().filter_map(|((number, _), _)| *number);
            numbers.fold(Sets::NONE, |sets, number| sets.with(Sets::one(number)))
        }))
    }
}
