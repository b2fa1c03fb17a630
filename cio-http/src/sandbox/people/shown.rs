//! People, as they are listed.

use super::happened::Happened;
use super::person::Person;
use super::store::PeopleStore;
use super::suppressed::Suppressed;
use crate::sandbox::effect::Event;
use crate::sandbox::place::Place;
use std::collections::{BTreeMap, BTreeSet};

impl PeopleStore {
    /// People who were kept, and who was suppressed. Who was so by two names is by each alone from now on.
    pub(in crate::sandbox) fn of(people: Vec<Person>, suppressed: Vec<Suppressed>) -> Self {
        let mut people_store = Self::default();
        people.into_iter().for_each(|person| people_store.put_back(person));
        for one in suppressed {
            let place = Place { region: one.region, workspace: one.workspace.number() };
            people_store.suppressed.add(place, BTreeSet::from([one.id]));
        }
        people_store
    }

    /// People identified and not deleted since, by place and id.
    pub(in crate::sandbox) fn people(&self) -> Vec<Person> {
        self.people.values().cloned().collect()
    }

    /// The same, not copied.
    pub(in crate::sandbox) fn each(&self) -> impl ExactSizeIterator<Item = &Person> {
        self.people.values()
    }

    /// People suppressed and not unsuppressed since, by place and id.
    pub(in crate::sandbox) fn suppressed(&self) -> Vec<Suppressed> {
        self.suppressed.all()
    }

    /// Every event once, in the order of arrival. An event that repeats an id is dropped, and so is one of a
    /// suppressed person; the events of a merged person belong to the remaining one.
    pub(in crate::sandbox) fn events(&self) -> Vec<Event> {
        self.happened().iter().map(Happened::event).collect()
    }

    /// The same, as they are kept.
    pub(in crate::sandbox) fn happened(&self) -> &[Happened] {
        &self.events
    }

    /// The recipient of each delivery, by place and delivery.
    pub(in crate::sandbox) fn deliveries(&self) -> BTreeMap<(Place, String), String> {
        self.deliveries.clone()
    }
}
