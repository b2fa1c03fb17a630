//! The record: the last requests, and the state that all of them made.

use super::body::as_identifier;
use super::line::RecordedRequest;
use super::people::{PeopleStore, person_key};
use super::received::Received;
use super::seen::SeenIds;
use crate::sandbox::effect::Effect;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Requests in the record, unless their number was set.
const MOST: usize = 20_000;

/// Bytes that all requests in the record have together, unless their number was set.
const MOST_BYTES: usize = 64_000_000;

/// Everything received so far.
#[derive(Debug)]
pub(super) struct Record {
    kept: Mutex<RecordState>,
    /// How many requests the record keeps.
    most: usize,
    most_bytes: usize,
    /// How often it changed.
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct RecordState {
    /// The last ones.
    lines: VecDeque<RecordedRequest>,
    bytes: usize,
    /// How many people were ever created, so that no number is used twice.
    ever: u64,
    /// Their effects; those of a repeated message once. People and events are kept below only.
    effects: Vec<Effect>,
    /// The messages that came.
    seen: SeenIds,
    /// The people after all effects.
    people_store: PeopleStore,
}

impl Record {
    /// Keeps the last so many requests; without a number as many as is documented.
    pub(super) fn new(most: Option<usize>) -> Self {
        let most_bytes = if most.is_none() { MOST_BYTES } else { usize::MAX };
        let most = most.unwrap_or(MOST);
        Self { kept: Mutex::default(), most, most_bytes, changes: watch::Sender::new(0) }
    }

    /// Applies the effects of a request, then adds the request; `line` gets the reason if the service silently ignores
    /// part of it.
    pub(super) fn add(
        &self,
        effects: Vec<Effect>,
        line: impl FnOnce(Option<&'static str>) -> RecordedRequest,
    ) {
        let people = effects.iter().flat_map(Effect::people).collect();
        let mut kept = self.kept();
        let ignored = effects.into_iter().filter_map(|effect| kept.apply(effect)).reduce(|first, _| first);
        let mut line = line(ignored);
        line.about(people);
        kept.push(line, self.most, self.most_bytes);
        drop(kept);
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Forgets all of it.
    pub(super) fn clear(&self) {
        let mut kept = self.kept();
        let ever = kept.ever;
        *kept = RecordState { ever, ..RecordState::default() };
        drop(kept);
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Starts with people who were kept.
    pub(super) fn restore(&self, people_store: PeopleStore) {
        self.kept().people_store = people_store;
    }

    /// Notifies of each change.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.kept().lines.iter().map(RecordedRequest::received).collect()
    }

    /// How many requests there ever were.
    pub(super) fn ever(&self) -> u64 {
        self.kept().ever
    }

    /// Looks at the requests that are kept, the oldest first.
    pub(super) fn lines<T>(&self, look: impl FnOnce(&VecDeque<RecordedRequest>) -> T) -> T {
        look(&self.kept().lines)
    }

    /// The state after all effects so far, other than people and events.
    pub(super) fn view<T>(&self, view: impl FnOnce(&mut dyn Iterator<Item = &Effect>) -> T) -> T {
        view(&mut self.kept().effects.iter())
    }

    /// The people after them.
    pub(super) fn with_people<T>(&self, view: impl FnOnce(&PeopleStore) -> T) -> T {
        view(&self.kept().people_store)
    }

    fn kept(&self) -> MutexGuard<'_, RecordState> {
        // A view that panics has changed nothing.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RecordState {
    fn push(&mut self, mut line: RecordedRequest, most: usize, most_bytes: usize) {
        line.number = self.ever;
        self.ever += 1;
        self.bytes += line.bytes();
        self.lines.push_back(line);
        while self.lines.len() > most || (self.bytes > most_bytes && self.lines.len() > 1) {
            let forgotten = self.lines.pop_front();
            self.bytes -= forgotten.map_or(0, |line| line.bytes());
        }
    }

    fn apply(&mut self, effect: Effect) -> Option<&'static str> {
        match effect {
            Effect::Once { place, id, effects } => {
                if !self.seen.is_first(&(place, id)) {
                    return Some("ignored: a message with this messageId was received before");
                }
                effects.into_iter().filter_map(|effect| self.apply(effect)).reduce(|first, _| first)
            }
            Effect::Event(event) => self.people_store.add_event(event),
            Effect::Identified { .. } | Effect::Deleted { .. } => self.people_store.apply(&effect),
            effect => {
                let ignored = self.people_store.apply(&effect);
                self.effects.push(effect);
                ignored
            }
        }
    }
}

impl Effect {
    /// Whom it is about, as the request names them.
    fn people(&self) -> Vec<Box<str>> {
        let boxed = |name: &str| Box::<str>::from(name);
        match self {
            Self::Identified { id, .. } | Self::Deleted { id, .. } => vec![boxed(id)],
            Self::Event(event) => {
                event.person.iter().chain(&event.anonymous_id).map(|name| boxed(name)).collect()
            }
            Self::Once { effects, .. } => effects.iter().flat_map(Self::people).collect(),
            Self::Changed(_, change) => change.people().into_iter().map(boxed).collect(),
            Self::Queued(sent) => {
                let names = sent.identifiers.iter();
                names.filter_map(|(kind, id)| Some(person_key(kind, &as_identifier(id)?).into())).collect()
            }
            Self::Kept { .. } => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
