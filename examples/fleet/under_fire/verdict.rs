//! The record of the sandbox decides: what became of every item.

use super::items::Items;
use crate::parking::{Parked, Why};
use cio_http::Host;
use cio_http::sandbox::{Received, Sandbox};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// Requests to the sends that Customer.io allows in three seconds.
const SENDS_IN_3_S: usize = 3_000;

#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) events_lost: usize,
    pub(crate) events_doubled: usize,
    pub(crate) identifies_lost: usize,
    /// People whose newest identify is not what the service has.
    pub(crate) not_newest: usize,
    pub(crate) sends_doubled: usize,
    pub(crate) sends_lost: usize,
    /// Sent, and parked too: a person finds out that it was sent.
    pub(crate) sent_and_parked: usize,
    /// Sends that a person has to look at.
    pub(crate) sends_parked: usize,
    pub(crate) poison_not_parked: usize,
    pub(crate) poison_done: usize,
    /// Neither poison nor sends that may have been sent.
    pub(crate) parked_wrongly: usize,
    /// Sends that were answered with 503, and those whose answer was lost.
    pub(crate) unavailable: usize,
    pub(crate) resets: usize,
    pub(crate) most_sends_in_1_s: usize,
    pub(crate) most_sends_in_3_s: usize,
}

impl Verdict {
    pub(crate) fn of(sandbox: &Sandbox, items: &Items, parked: &[Parked]) -> Self {
        let received = sandbox.received();
        let mut verdict = Self::default();
        verdict.events(sandbox, items);
        verdict.identifies(sandbox, items, &received);
        verdict.sends(sandbox, items, parked);
        verdict.parked(items, parked);
        verdict.requests(&received);
        verdict
    }

    fn events(&mut self, sandbox: &Sandbox, items: &Items) {
        let mut times = BTreeMap::<String, usize>::new();
        for event in sandbox.events() {
            *times.entry(event.id.unwrap_or_default()).or_default() += 1;
        }
        self.events_doubled = times.values().map(|times| times - 1).sum();
        self.events_lost = items.events.iter().filter(|id| !times.contains_key(*id)).count();
        self.poison_done += times.keys().filter(|id| !items.events.contains(*id)).count();
    }

    fn identifies(&mut self, sandbox: &Sandbox, items: &Items, received: &[Received]) {
        let mut arrived = BTreeSet::new();
        for request in received.iter().filter(|request| was_done(request)) {
            let batch = request.body.as_ref().and_then(|body| body["batch"].as_array());
            arrived.extend(batch.into_iter().flatten().filter_map(identified));
        }
        self.identifies_lost = items.identifies.difference(&arrived).count();
        let people: BTreeMap<_, _> = sandbox
            .people()
            .into_iter()
            .map(|person| (person.id, person.attributes["version"].clone()))
            .collect();
        let is_newest = |(person, version): (&u64, &u64)| {
            people.get(&person.to_string()).and_then(Value::as_u64) == Some(*version)
        };
        self.not_newest = items.newest.iter().filter(|newest| !is_newest(*newest)).count();
    }

    fn sends(&mut self, sandbox: &Sandbox, items: &Items, parked: &[Parked]) {
        let mut times = BTreeMap::<u64, usize>::new();
        for sent in sandbox.sent() {
            let number = sent.request["message_data"]["number"].as_u64();
            *times.entry(number.unwrap_or_default()).or_default() += 1;
        }
        let parked: BTreeSet<&str> = parked.iter().map(|parked| parked.id.as_str()).collect();
        for (number, id) in &items.sends {
            match (times.get(number), parked.contains(id.as_str())) {
                (None, false) => self.sends_lost += 1,
                (Some(_), true) => self.sent_and_parked += 1,
                _ => {}
            }
        }
        self.sends_doubled = times.values().map(|times| times - 1).sum();
        self.poison_done += times.keys().filter(|number| !items.sends.contains_key(*number)).count();
    }

    fn parked(&mut self, items: &Items, parked: &[Parked]) {
        let sends: BTreeSet<&String> = items.sends.values().collect();
        let (mut found, open) = (0, [Why::MaybeSent.name(), Why::Claimed.name()]);
        for one in parked {
            let is_refused = one.why == Why::Refused.name() && !one.words.is_empty();
            let is_poisonous_send = items.poisonous_sends.contains(&one.id);
            if is_refused && (is_poisonous_send || items.poison.contains(&one.id)) {
                found += 1;
            } else if open.contains(&one.why.as_str()) && (is_poisonous_send || sends.contains(&one.id)) {
                self.sends_parked += 1;
                // A crash or a 503 came before the service could refuse it.
                found += usize::from(is_poisonous_send);
            } else {
                self.parked_wrongly += 1;
            }
        }
        self.poison_not_parked = items.poison().saturating_sub(found);
    }

    fn requests(&mut self, received: &[Received]) {
        let sends: Vec<&Received> = received.iter().filter(|request| request.host == Host::App).collect();
        for fault in sends.iter().filter_map(|request| request.fault.as_ref()) {
            self.unavailable += usize::from(fault.carries_out() == Some(false));
            self.resets += usize::from(fault.to_string().contains("after the request was carried out"));
        }
        let mut times: Vec<SystemTime> = sends.iter().map(|request| request.at).collect();
        times.sort();
        self.most_sends_in_1_s = most_within(&times, Duration::from_secs(1));
        self.most_sends_in_3_s = most_within(&times, Duration::from_secs(3));
    }

    /// Whether nothing is lost or doubled, and no more is parked than `at_most`.
    pub(crate) fn is_good(&self, at_most: usize) -> bool {
        self.lost() == 0
            && self.doubled() == 0
            && self.not_newest == 0
            && self.poison_not_parked == 0
            && self.poison_done == 0
            && self.parked_wrongly == 0
            && self.sends_parked <= at_most
            && self.most_sends_in_3_s <= SENDS_IN_3_S
    }

    pub(crate) fn detail(&self) -> Value {
        serde_json::json!({
            "events_lost": self.events_lost,
            "events_doubled": self.events_doubled,
            "identifies_lost": self.identifies_lost,
            "not_newest": self.not_newest,
            "sends_doubled": self.sends_doubled,
            "sends_neither_sent_nor_parked": self.sends_lost,
            "sends_sent_and_parked": self.sent_and_parked,
            "poison_not_parked": self.poison_not_parked,
            "poison_done": self.poison_done,
            "parked_wrongly": self.parked_wrongly,
            "sends_answered_503": self.unavailable,
            "sends_reset_after": self.resets,
            "most_sends_in_1_s": self.most_sends_in_1_s,
            "most_sends_in_3_s": self.most_sends_in_3_s,
        })
    }

    pub(crate) fn lost(&self) -> usize {
        self.events_lost + self.identifies_lost + self.sends_lost
    }

    pub(crate) fn doubled(&self) -> usize {
        self.events_doubled + self.sends_doubled
    }
}

/// Whether the request was carried out, whatever the client saw.
fn was_done(request: &Received) -> bool {
    request.status.is_success()
        || request.fault.as_ref().is_some_and(|fault| fault.carries_out() == Some(true))
}

fn identified(operation: &Value) -> Option<(u64, u64)> {
    let person = operation["identifiers"]["id"].as_str()?.parse().ok()?;
    (operation["action"] == "identify").then_some((person, operation["attributes"]["version"].as_u64()?))
}

/// The most that come in any stretch so long.
fn most_within(times: &[SystemTime], stretch: Duration) -> usize {
    let mut first = 0;
    let counts = times.iter().enumerate().map(|(last, at)| {
        while at.duration_since(times[first]).unwrap_or_default() >= stretch {
            first += 1;
        }
        last + 1 - first
    });
    counts.max().unwrap_or_default()
}
