//! Who is suppressed, found by any name.

use super::person::folded;
use super::suppressed::Suppressed;
use crate::sandbox::workspace_key::WorkspaceKey;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The suppressed people.
#[derive(Debug, Default)]
pub(super) struct Suppression(HashMap<(WorkspaceKey, String), Arc<BTreeSet<String>>>);

impl Suppression {
    pub(super) fn has(&self, place: WorkspaceKey, person: &str) -> bool {
        !self.0.is_empty() && self.0.contains_key(&(place, folded(person)))
    }

    /// One person, by all names.
    pub(super) fn add(&mut self, place: WorkspaceKey, names: BTreeSet<String>) {
        let names = Arc::new(names);
        for name in &*names {
            self.0.insert((place, folded(name)), Arc::clone(&names));
        }
    }

    /// Who was suppressed by several names is by none of them any more.
    pub(super) fn remove(&mut self, place: WorkspaceKey, person: &str) {
        let Some(names) = self.0.remove(&(place, folded(person))) else { return };
        for name in &*names {
            self.0.remove(&(place, folded(name)));
        }
    }

    /// Suppressed people, by workspace and name.
    pub(super) fn all(&self) -> Vec<Suppressed> {
        let each = |((place, _), names): (&(WorkspaceKey, String), &Arc<BTreeSet<String>>)| {
            let place = *place;
            let names: Vec<String> = names.iter().cloned().collect();
            names.into_iter().map(move |id| Suppressed { region: place.region, workspace: place.id(), id })
        };
        self.0.iter().flat_map(each).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
