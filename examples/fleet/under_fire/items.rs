//! What is put into the queue: events, identifies and sends, one in a hundred of which the service refuses.

use super::dice::Dice;
use cio_http::app::{AnySend, SendEmail};
use cio_http::track::v2::{Custom, Entity, IdentifyPerson, PersonEvent};
use cio_http::wire::InvalidInput;
use cio_http::{Stored, StoredItem};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: u64 = 2_000;

/// Later than any time that the sandbox knows of these people.
const FIRST_CHANGE: i64 = 1_700_000_000;

/// How many of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amounts {
    pub(crate) events: u64,
    pub(crate) identifies: u64,
    pub(crate) sends: u64,
}

/// What has to be found in the end.
#[derive(Default)]
pub(crate) struct Items {
    /// In the order in which they are queued.
    pub(crate) queued: Vec<Stored>,
    /// The ID of each event that the service has to have.
    pub(crate) events: BTreeSet<String>,
    /// Each identify that it has to have, as person and version.
    pub(crate) identifies: BTreeSet<(u64, u64)>,
    /// The newest version of each person.
    pub(crate) newest: BTreeMap<u64, u64>,
    /// The number of each send, and the ID it is stored under.
    pub(crate) sends: BTreeMap<u64, String>,
    /// The IDs of what the service refuses: items of batches, and sends.
    pub(crate) poison: BTreeSet<String>,
    pub(crate) poisonous_sends: BTreeSet<String>,
}

impl Amounts {
    pub(crate) fn all(self) -> u64 {
        self.events + self.identifies + self.sends
    }
}

impl Items {
    /// Draws them in a random order.
    pub(crate) fn draw(amounts: Amounts, dice: &mut Dice) -> Result<Self, InvalidInput> {
        let mut items = Self::default();
        let mut left = amounts;
        while left.all() > 0 {
            let (drawn, is_poison) = (dice.below(left.all()), dice.percent(1));
            let (number, person) = (left.all(), dice.below(PEOPLE));
            if drawn < left.events {
                left.events -= 1;
                items.event(number, person, is_poison)?;
            } else if drawn < left.events + left.identifies {
                left.identifies -= 1;
                items.identify(person, is_poison)?;
            } else {
                left.sends -= 1;
                items.send(number, is_poison)?;
            }
        }
        Ok(items)
    }

    /// How many the service refuses.
    pub(crate) fn poison(&self) -> usize {
        self.poison.len() + self.poisonous_sends.len()
    }

    fn event(&mut self, number: u64, person: u64, is_poison: bool) -> Result<(), InvalidInput> {
        if is_poison {
            let nameless =
                json!({"type": "person", "action": "event", "identifiers": {"id": person.to_string()}});
            return self.refused(Entity::of(&Custom(nameless)));
        }
        let event =
            PersonEvent::new(person, "bought").attribute("number", number).attribute("shop", "main street");
        self.events.insert(event.id().to_owned());
        self.push(Entity::from(event)).map(drop)
    }

    fn identify(&mut self, person: u64, is_poison: bool) -> Result<(), InvalidInput> {
        if is_poison {
            let nobody = json!({"type": "person", "action": "identify", "identifiers": {}});
            return self.refused(Entity::of(&Custom(nobody)));
        }
        let version = self.newest.entry(person).and_modify(|version| *version += 1).or_insert(1);
        let version = *version;
        self.identifies.insert((person, version));
        let identify = IdentifyPerson::new(person).attribute("version", version);
        // Of two changes the later counts, whichever arrives first.
        let identify = identify.timestamp(FIRST_CHANGE + version.cast_signed());
        self.push(Entity::from(identify)).map(drop)
    }

    fn send(&mut self, number: u64, is_poison: bool) -> Result<(), InvalidInput> {
        let email = SendEmail::template(3).to(format!("person-{number}@example.com")).id(number);
        let email = email.message_data("number", number);
        if is_poison {
            return self.without_address(email);
        }
        let id = self.push(AnySend::from(email))?;
        self.sends.insert(number, id);
        Ok(())
    }

    /// As a producer in another language, which checks nothing, may queue it.
    fn without_address(&mut self, email: SendEmail) -> Result<(), InvalidInput> {
        let stored = Stored::new(AnySend::from(email))?;
        let mut object = serde_json::to_value(&stored).expect("a stored item is JSON");
        let body = object["body"].as_str().expect("its body is a string").replace(r#""to":"#, r#""from":"#);
        object["body"] = body.into();
        let stored: Stored = serde_json::from_value(object).expect("it has the form of one");
        self.poisonous_sends.insert(stored.id().to_owned());
        self.queued.push(stored);
        Ok(())
    }

    fn refused(&mut self, item: impl Into<StoredItem>) -> Result<(), InvalidInput> {
        let id = self.push(item)?;
        self.poison.insert(id);
        Ok(())
    }

    fn push(&mut self, item: impl Into<StoredItem>) -> Result<String, InvalidInput> {
        let stored = Stored::new(item)?;
        let id = stored.id().to_owned();
        self.queued.push(stored);
        Ok(id)
    }
}
