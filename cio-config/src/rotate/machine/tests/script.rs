//! The words of the scenario table: given settings, and events with their times, run through a machine.

use super::super::{Action, Ended, Machine, Refusal};
use crate::schema::key_sets::Sets;
use std::time::Duration;

/// Runs the events of a row, separated by `;`, and says what the machine answered to each.
pub(super) fn run(given: &str, events: &str) -> String {
    let mut script = Script::given(given);
    let answers: Vec<String> = events.split(';').map(|event| script.event(event.trim())).collect();
    answers.join("; ")
}

struct Script {
    machine: Machine,
    chance: f64,
}

impl Script {
    fn given(given: &str) -> Self {
        let (mut interval, mut longest_wait) = (None, Duration::from_secs(10));
        let (mut second, mut chance) = (Sets::NONE, 0.0);
        for setting in given.split(',').map(str::trim).filter(|setting| !setting.is_empty()) {
            match setting.split_once(' ').expect(setting) {
                ("interval", value) => interval = Some(time(value)),
                ("wait", value) => longest_wait = time(value),
                ("next", value) => second = sets(value),
                ("chance", value) => chance = value.parse().unwrap(),
                _ => panic!("unknown setting {setting}"),
            }
        }
        let mut machine = Machine::new(longest_wait, second);
        if let Some(interval) = interval {
            machine.check_every(interval, Duration::ZERO, chance);
        }
        Self { machine, chance }
    }

    /// One event: its time, its name, and what belongs to it.
    fn event(&mut self, event: &str) -> String {
        let words: Vec<&str> = event.split(' ').collect();
        let now = time(words[0]);
        match words[1..] {
            ["asked"] => shown(self.machine.asked(now)),
            ["refused", keys] => self.refused(keys, now, now),
            ["refused", keys, "since", at] => self.refused(keys, time(at), now),
            ["requested", begun] => shown(self.machine.requested(begun.parse().unwrap())),
            ["changed", first] => self.changed(first, "-", now),
            ["changed", first, "next", second] => self.changed(first, second, now),
            ["same"] => self.ended(self.machine.loads_begun(), Ended::Same, now),
            ["failed"] => self.ended(self.machine.loads_begun(), Ended::Failed, now),
            ["stranger", number] => {
                let changed = Ended::Changed { first: Sets::one(0), second: Sets::NONE };
                self.ended(number.parse().unwrap(), changed, now)
            }
            ["generation"] => self.machine.generation().to_string(),
            ["due"] => match self.machine.due() {
                Duration::MAX => "never".to_owned(),
                due => format!("{due:?}"),
            },
            _ => panic!("unknown event {event}"),
        }
    }

    /// `0` is generation 0, key set 0; `0/1` is its key set 1; `0/1+` is the second set of that.
    fn refused(&mut self, keys: &str, at: Duration, now: Duration) -> String {
        let (generation, set) = keys.split_once('/').unwrap_or((keys, "0"));
        let (second, set) = (set.ends_with('+'), set.trim_end_matches('+').parse().unwrap());
        let refusal = Refusal { generation: generation.parse().unwrap(), set, second, at };
        shown(self.machine.refused(refusal, now))
    }

    fn changed(&mut self, first: &str, second: &str, now: Duration) -> String {
        let ended = Ended::Changed { first: sets(first), second: sets(second) };
        self.ended(self.machine.loads_begun(), ended, now)
    }

    fn ended(&mut self, number: u64, ended: Ended, now: Duration) -> String {
        let adopted = self.machine.ended(number, ended, now, self.chance);
        (if adopted { "adopted" } else { "kept" }).to_owned()
    }
}

fn shown(action: Action) -> String {
    match action {
        Action::Use => "use".to_owned(),
        Action::Switch => "switch".to_owned(),
        Action::Load(number) => format!("load {number}"),
        Action::Wait(Duration::MAX) => "wait".to_owned(),
        Action::Wait(until) => format!("wait {until:?}"),
        Action::Refuse => "refuse".to_owned(),
    }
}

fn time(text: &str) -> Duration {
    Duration::from_secs_f64(text.trim_end_matches('s').parse().expect(text))
}

/// `0+2` are the key sets 0 and 2, `-` is none.
fn sets(text: &str) -> Sets {
    let numbers = text.split('+').filter(|number| *number != "-");
    numbers.fold(Sets::NONE, |sets, number| sets.with(Sets::one(number.parse().unwrap())))
}
