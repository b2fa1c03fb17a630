//! A world of three actors around one machine, small enough that every order of their steps can be tried.

use super::super::{Action, Ended, Machine, Refusal};
use crate::schema::key_sets::Sets;
use std::time::Duration;

/// Keys are versions: 0 is the first. The second set is version 9 and always valid.
const SECOND: u8 = 9;
const STEP: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) machine: Machine,
    now: Duration,
    /// The version that the source holds, or that it cannot be read.
    source: Result<u8, ()>,
    /// The first version that the service accepts.
    valid_from: u8,
    /// The version of each generation.
    keys: Vec<u8>,
    load: Option<Load>,
    pub(super) actors: Vec<Actor>,
}

/// A load that runs beside the actors: it reads the source, then it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Load {
    number: u64,
    read: Option<Result<u8, ()>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Actor {
    /// Sends once, and once more after a refusal.
    Sender(Sending),
    /// Requests a reload and waits for it.
    Requester(Requesting),
    /// Writes the next version, then the service refuses the one before; `left` steps to go.
    Overlapping { left: u8 },
    /// The service refuses the current version, then the next one is written.
    Abrupt { left: u8 },
    /// The source fails, then works again.
    Breaker { left: u8 },
    /// A second passes.
    Clock { left: u8 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sending {
    state: State,
    generation: u64,
    second: bool,
    sent: u8,
    /// It began a load when the source held keys that the service accepts.
    promised: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum State {
    New,
    Signed,
    Refused { at: Duration },
    Waiting { at: Duration, until: Duration },
    Accepted,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Requesting {
    New,
    Asked { begun: u64, held: Result<u8, ()> },
    Waiting { begun: u64, held: Result<u8, ()> },
    Done,
}

impl Actor {
    pub(super) const ALL: [Self; 6] = [
        Self::Sender(Sending { state: State::New, generation: 0, second: false, sent: 0, promised: false }),
        Self::Requester(Requesting::New),
        Self::Overlapping { left: 2 },
        Self::Abrupt { left: 2 },
        Self::Breaker { left: 2 },
        Self::Clock { left: 3 },
    ];
}

impl World {
    pub(super) fn new(interval: Option<Duration>, second: Sets, actors: Vec<Actor>) -> Self {
        let mut machine = Machine::new(2 * STEP, second);
        if let Some(interval) = interval {
            machine.check_every(interval, Duration::ZERO, 0.0);
        }
        let now = Duration::ZERO;
        Self { machine, now, source: Ok(0), valid_from: 0, keys: vec![0], load: None, actors }
    }

    /// Every world that is one step away: a step of an actor, or of the load.
    pub(super) fn next(&self) -> Vec<Self> {
        let mut next = Vec::new();
        for index in 0..self.actors.len() {
            let mut world = self.clone();
            if world.act(index) {
                next.push(world);
            }
        }
        if let Some(load) = self.load {
            let mut world = self.clone();
            world.go_on(load);
            next.push(world);
        }
        next
    }

    /// One step of an actor, if there is one that it can take.
    fn act(&mut self, index: usize) -> bool {
        let (actor, able) = match self.actors[index] {
            Actor::Sender(sending) => {
                let (sending, able) = self.send(sending);
                (Actor::Sender(sending), able)
            }
            Actor::Requester(requesting) => {
                let (requesting, able) = self.request(requesting);
                (Actor::Requester(requesting), able)
            }
            Actor::Overlapping { left } => {
                match left {
                    2 => self.write(),
                    1 => self.valid_from += 1,
                    _ => return false,
                }
                (Actor::Overlapping { left: left - 1 }, true)
            }
            Actor::Abrupt { left } => {
                match left {
                    2 => self.valid_from += 1,
                    1 => self.write(),
                    _ => return false,
                }
                (Actor::Abrupt { left: left - 1 }, true)
            }
            Actor::Breaker { left } => {
                match left {
                    2 => self.source = Err(()),
                    // A version written during the break is lost: the last one before it is restored.
                    1 => self.source = Ok(self.keys.last().copied().unwrap().max(self.valid_from)),
                    _ => return false,
                }
                (Actor::Breaker { left: left - 1 }, true)
            }
            Actor::Clock { left: 0 } => return false,
            Actor::Clock { left } => {
                self.now += STEP;
                (Actor::Clock { left: left - 1 }, true)
            }
        };
        self.actors[index] = actor;
        able
    }

    fn write(&mut self) {
        if let Ok(version) = &mut self.source {
            *version += 1;
        }
    }

    fn send(&mut self, mut sending: Sending) -> (Sending, bool) {
        match sending.state {
            State::New => {
                match self.machine.asked(self.now) {
                    Action::Use => {}
                    Action::Load(number) => self.start(number),
                    other => panic!("a send that was not refused got {other:?}"),
                }
                sending = self.sign(sending);
            }
            State::Signed => {
                sending.sent += 1;
                assert!(sending.sent <= 2, "a send is sent twice at most");
                sending.state = match self.version(sending) >= self.valid_from {
                    true => State::Accepted,
                    false if sending.sent == 2 => State::Failed,
                    false => State::Refused { at: self.now },
                };
            }
            State::Refused { at } => sending = self.refused(sending, at),
            State::Waiting { at, until } if self.load.is_none() || self.now >= until => {
                sending.state = State::Refused { at };
            }
            State::Waiting { .. } | State::Accepted | State::Failed => return (sending, false),
        }
        (sending, true)
    }

    fn refused(&mut self, mut sending: Sending, at: Duration) -> Sending {
        let Sending { generation, second, .. } = sending;
        let before = self.version(sending);
        match self.machine.refused(Refusal { generation, set: 0, second, at }, self.now) {
            Action::Use | Action::Switch => {
                let signed = self.sign(sending);
                // The same keys again would be refused again: the refusal is one of the current generation.
                let state = if self.version(signed) == before { State::Refused { at } } else { signed.state };
                return Sending { state, ..signed };
            }
            Action::Load(number) => {
                sending.promised = self.source.is_ok_and(|version| version >= self.valid_from);
                self.start(number);
            }
            Action::Wait(until) => sending.state = State::Waiting { at, until },
            Action::Refuse => sending.state = State::Failed,
        }
        sending
    }

    fn sign(&self, sending: Sending) -> Sending {
        let (generation, second) = (self.machine.generation(), self.machine.switched().has(0));
        Sending { state: State::Signed, generation, second, ..sending }
    }

    fn version(&self, sending: Sending) -> u8 {
        match sending.second {
            true => SECOND,
            false => self.keys[usize::try_from(sending.generation).unwrap()],
        }
    }

    fn request(&mut self, requesting: Requesting) -> (Requesting, bool) {
        match requesting {
            Requesting::New => {
                (Requesting::Asked { begun: self.machine.loads_begun(), held: self.source }, true)
            }
            Requesting::Asked { begun, held } => match self.machine.requested(begun) {
                Action::Use => {
                    let is_there =
                        held.is_err() || self.has_breaker() || self.keys.last() >= held.as_ref().ok();
                    assert!(
                        is_there,
                        "what the source held when a reload was requested was loaded: {self:?}"
                    );
                    (Requesting::Done, true)
                }
                Action::Load(number) => {
                    self.start(number);
                    (requesting, true)
                }
                Action::Wait(_) => (Requesting::Waiting { begun, held }, true),
                other => panic!("a request got {other:?}"),
            },
            Requesting::Waiting { begun, held } if self.load.is_none() => {
                (Requesting::Asked { begun, held }, true)
            }
            Requesting::Waiting { .. } | Requesting::Done => (requesting, false),
        }
    }

    fn has_breaker(&self) -> bool {
        self.actors.iter().any(|actor| matches!(actor, Actor::Breaker { .. }))
    }

    fn start(&mut self, number: u64) {
        assert_eq!(self.load, None, "one load at a time");
        self.load = Some(Load { number, read: None });
    }

    fn go_on(&mut self, load: Load) {
        let Some(read) = load.read else {
            self.load = Some(Load { read: Some(self.source), ..load });
            return;
        };
        let current = *self.keys.last().unwrap();
        let ended = match read {
            Err(()) => Ended::Failed,
            Ok(version) if version == current => Ended::Same,
            Ok(_) => Ended::Changed { first: Sets::one(0), second: self.machine.second },
        };
        if self.machine.ended(load.number, ended, self.now, 0.0) {
            let version = read.unwrap();
            assert!(version > current, "keys never become older ones");
            self.keys.push(version);
        }
        self.load = None;
    }

    /// The invariants at the end, when no step is left.
    pub(super) fn check_end(&self) {
        assert_eq!(self.load, None);
        let without = |kind: fn(&Actor) -> bool| !self.actors.iter().any(kind);
        let calm = without(|actor| matches!(actor, Actor::Clock { .. } | Actor::Breaker { .. }));
        // An abrupt change and another one after it may refuse what a load has just brought.
        let changes = |actor: &&Actor| matches!(actor, Actor::Abrupt { .. } | Actor::Overlapping { .. });
        let one_change = self.actors.iter().filter(changes).count() < 2;
        for actor in &self.actors {
            match actor {
                Actor::Sender(sending) => {
                    assert!(matches!(sending.state, State::Accepted | State::Failed), "{self:?}");
                    if sending.promised && calm && one_change {
                        assert_eq!(sending.state, State::Accepted, "{self:?}");
                    }
                }
                Actor::Requester(requesting) => assert_eq!(*requesting, Requesting::Done, "{self:?}"),
                _ => {}
            }
        }
        if calm
            && without(|actor| matches!(actor, Actor::Requester(_)))
            && self.machine.due() == Duration::MAX
        {
            assert!(self.machine.loads_begun() <= 1, "one load for all refusals: {self:?}");
        }
    }
}
