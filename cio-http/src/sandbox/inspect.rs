//! The views that a test reads: every request, and the state that they made.

use super::objects::Object;
use super::people::PeopleStore;
use super::received::Received;
use super::{objects, views};
use crate::sandbox::effect::change::{Form, Metric};
use crate::sandbox::effect::{Email, Event, Sent};
use crate::sandbox::people::{Person, Suppressed};
use crate::sandbox::stand_in::Sandbox;

impl Sandbox {
    /// The last [requests](super::Builder::keep), in the order of arrival, those included that were refused.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.service.record.received()
    }

    /// How many requests there ever were; [`received`](Self::received) has the last of them.
    #[must_use]
    pub fn received_ever(&self) -> u64 {
        self.service.record.ever()
    }

    /// Forgets all requests and their effects. Keys and faults stay.
    pub fn clear(&self) {
        self.service.record.clear();
    }

    /// Every person identified and not deleted since, by region and id.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        self.service.record.with_people(PeopleStore::people)
    }

    /// Every person suppressed and not unsuppressed since, by region and id; requests about them are ignored.
    #[must_use]
    pub fn suppressed(&self) -> Vec<Suppressed> {
        self.service.record.with_people(PeopleStore::suppressed)
    }

    /// Every object identified and not deleted since, by region and id.
    #[must_use]
    pub fn objects(&self) -> Vec<Object> {
        self.service.record.view(|effects| objects::objects(effects))
    }

    /// Every form that was submitted, in the order of arrival.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        self.service.record.view(|effects| views::forms(effects))
    }

    /// Every metric of a delivery that was reported, in the order of arrival.
    #[must_use]
    pub fn metrics(&self) -> Vec<Metric> {
        self.service.record.view(|effects| views::metrics(effects))
    }

    /// Every event once, in the order of arrival: of those with the same id the first.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.service.record.with_people(PeopleStore::events)
    }

    /// Every transactional message that was queued, of all six kinds, in the order of arrival.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.service.record.view(|effects| views::sent(effects))
    }

    /// Every transactional e-mail that was queued, in the order of arrival.
    #[must_use]
    pub fn emails(&self) -> Vec<Email> {
        self.service.record.view(|effects| views::emails(effects))
    }
}
