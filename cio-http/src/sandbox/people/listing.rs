//! Lists of people, suppressed people, events and deliveries.

use super::person::Person;
use super::store::PeopleStore;
use super::stored_event::StoredEvent;
use super::suppressed::Suppressed;
use crate::sandbox::effect::Event;
use crate::sandbox::workspace_key::WorkspaceKey;
use std::collections::{BTreeMap, BTreeSet};

impl PeopleStore {
    /// People who were kept, and who was suppressed. Who was so by two names is by each alone from now on.
    pub(in crate::sandbox) fn of(people: Vec<Person>, suppressed: Vec<Suppressed>) -> Self {
        let mut people_store = Self::default();
        people.into_iter().for_each(|person| people_store.put_back(person));
        for one in suppressed {
            let place = WorkspaceKey { region: one.region, workspace: one.workspace.number() };
            people_store.suppressed.add(place, BTreeSet::from([one.id]));
        }
        people_store
    }

    /// Every person identified and not deleted since, by workspace and id.
    pub(in crate::sandbox) fn people(&self) -> Vec<Person> {
        self.people.values().cloned().collect()
    }

    /// The same, not copied.
    pub(in crate::sandbox) fn each(&self) -> impl ExactSizeIterator<Item = &Person> {
        self.people.values()
    }

    /// Every person suppressed and not unsuppressed since, by workspace and id.
    pub(in crate::sandbox) fn suppressed(&self) -> Vec<Suppressed> {
        self.suppressed.all()
    }

    /// Every event once, in the order of arrival. An event that repeats an id is dropped, and so is one of a
    /// suppressed person; the events of a merged person belong to the remaining one.
    pub(in crate::sandbox) fn events(&self) -> Vec<Event> {
        self.stored_events().iter().map(StoredEvent::event).collect()
    }

    /// The same, as they are kept.
    pub(in crate::sandbox) fn stored_events(&self) -> &[StoredEvent] {
        &self.events
    }

    /// The recipient of each delivery, by place and delivery.
    pub(in crate::sandbox) fn deliveries(&self) -> BTreeMap<(WorkspaceKey, String), String> {
        self.deliveries.clone()
    }
}
