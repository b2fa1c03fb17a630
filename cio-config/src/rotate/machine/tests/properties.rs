//! Invariants that hold after any events in any order.

use super::super::{Action, Ended, Machine, Refusal};
use crate::schema::key_sets::Sets;
use std::time::Duration;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn sets(&mut self) -> Sets {
        (0..3).filter(|_| self.below(3) == 0).fold(Sets::NONE, |sets, number| sets.with(Sets::one(number)))
    }
}

/// A machine, and what must be true of it.
struct Checked {
    machine: Machine,
    random: Random,
    now: Duration,
    running: Option<u64>,
    adopted: u64,
    ended: u64,
}

impl Checked {
    fn new(seed: u64) -> Self {
        let mut random = Random(seed * 2 + 1);
        let interval = (random.below(2) == 0).then(|| Duration::from_millis(500 + random.below(90_000)));
        let mut machine = Machine::new(Duration::from_secs(random.below(20)), random.sets());
        if let Some(interval) = interval {
            machine.check_every(interval, Duration::ZERO, 0.5);
        }
        Self { machine, random, now: Duration::ZERO, running: None, adopted: 0, ended: 0 }
    }

    fn step(&mut self) {
        let pass = self.random.below(4) * self.random.below(40_000);
        self.now += Duration::from_millis(pass);
        match self.random.below(8) {
            0 | 1 => self.ask(),
            2 | 3 => self.request(),
            4 | 5 => self.end(),
            _ => self.refuse(),
        }
        let counts = self.machine.counts();
        assert_eq!(self.machine.generation(), self.adopted);
        assert_eq!(counts.changed, self.adopted);
        assert_eq!(counts.changed + counts.same + counts.failed, self.ended);
        assert_eq!(self.machine.loads_begun(), self.ended + u64::from(self.running.is_some()));
        assert_eq!(counts.other_waits, 0);
        let (switched, second) = (self.machine.switched(), self.machine.second);
        assert_eq!(switched.without(second), Sets::NONE, "only what has a second set uses it");
    }

    fn ask(&mut self) {
        match self.machine.asked(self.now) {
            Action::Use => {}
            Action::Load(number) => self.begun(number),
            other => panic!("a send that was not refused got {other:?}"),
        }
    }

    fn request(&mut self) {
        let begun = self.machine.loads_begun();
        match self.machine.requested(begun - begun.min(self.random.below(2))) {
            Action::Use => assert!(self.running.is_none()),
            Action::Load(number) => self.begun(number),
            Action::Wait(until) => assert!(self.running.is_some() && until == Duration::MAX),
            other => panic!("a request got {other:?}"),
        }
    }

    fn refuse(&mut self) {
        let generation = self.machine.generation();
        let refusal = Refusal {
            generation: generation - generation.min(self.random.below(2)),
            set: u32::try_from(self.random.below(3)).unwrap(),
            second: self.random.below(2) == 0,
            at: self.now.saturating_sub(Duration::from_millis(self.random.below(5_000))),
        };
        let had = self.machine.switched();
        match self.machine.refused(refusal, self.now) {
            Action::Use => assert!(refusal.generation < generation || had.has(refusal.set) != refusal.second),
            Action::Switch => {
                assert!(!refusal.second && !had.has(refusal.set));
                assert!(self.machine.switched().has(refusal.set));
            }
            Action::Load(number) => self.begun(number),
            Action::Wait(until) => assert!(self.running.is_some() && until > self.now),
            Action::Refuse => assert_eq!(refusal.generation, generation),
        }
    }

    fn begun(&mut self, number: u64) {
        assert_eq!(self.running.replace(number), None, "one load at a time");
    }

    fn end(&mut self) {
        let ended = match self.random.below(4) {
            0 => Ended::Failed,
            1 => Ended::Same,
            _ => Ended::Changed { first: self.random.sets(), second: self.random.sets() },
        };
        let number = self.machine.loads_begun();
        let before = self.machine.clone();
        let adopted = self.machine.ended(number, ended, self.now, 0.5);
        if self.running.take().is_none() {
            assert!(!adopted && self.machine == before, "a load that does not run cannot end");
            return;
        }
        self.ended += 1;
        self.adopted += u64::from(adopted);
        assert_eq!(adopted, matches!(ended, Ended::Changed { .. }));
    }
}

#[test]
fn no_order_of_events_breaks_a_rule() {
    for seed in 1..2000 {
        let mut checked = Checked::new(seed);
        (0..200).for_each(|_| checked.step());
    }
}

/// However many sends are refused and whenever they are, loads of refusals are a pause apart.
#[test]
fn refusals_begin_no_more_loads_than_the_pauses_allow() {
    let millis = Duration::from_millis;
    for seed in 1..200 {
        let mut random = Random(seed);
        let mut machine = Machine::new(millis(10_000), Sets::NONE);
        let (mut now, mut loads) = (Duration::ZERO, 0);
        while now < millis(300_000) {
            now += millis(random.below(50));
            let refusal = Refusal { generation: 0, set: 0, second: false, at: now };
            if let Action::Load(number) = machine.refused(refusal, now) {
                loads += 1;
                let ended = if random.below(2) == 0 { Ended::Same } else { Ended::Failed };
                assert!(!machine.ended(number, ended, now, 0.0));
            }
        }
        // At 0, 1, 3, 7, 15, 31, 63, then each minute, and a little later each time.
        assert!((10..=11).contains(&loads), "{loads} loads in five minutes");
    }
}
