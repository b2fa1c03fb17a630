//! When keys are loaded again: every decision, as a pure state machine.
//!
//! It has no clock, no randomness and no I/O. Time is the duration since the first load; each event brings it along.

use super::pause::{Pause, jittered};
use crate::schema::key_sets::Sets;
use std::time::Duration;

/// The state of the keys and the loads of one `Rotating`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Machine {
    /// How often the sources are checked without a refusal.
    interval: Option<Duration>,
    /// The longest that a refused send waits for a load.
    longest_wait: Duration,
    /// How many times the keys changed.
    generation: u64,
    /// The key sets that have a second set, and those that use it.
    second: Sets,
    switched: Sets,
    running: Option<Running>,
    /// How many loads were begun. One runs at a time, so all of them have ended unless one is running.
    begun: u64,
    /// The next load by the interval.
    due: Duration,
    pause: Pause,
    /// A refusal begins no load before this.
    quiet_until: Duration,
    counts: Counts,
}

/// The number of each load beside the one that runs.
#[cfg(cio_fault)]
pub(crate) const BESIDE: u64 = u64::MAX;

/// A load that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Running {
    number: u64,
    /// A refused send began it, or waits for it.
    for_refusal: bool,
}

/// A send that was answered with 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Refusal {
    /// The keys that it was signed with: their generation, which key set, and whether that was its second set.
    pub(crate) generation: u64,
    pub(crate) set: u32,
    pub(crate) second: bool,
    /// When the answer came.
    pub(crate) at: Duration,
}

/// The next step of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// Use the keys that are there now.
    Use,
    /// Use them; this refusal made the key set change over to its second set, which is to be reported.
    Switch,
    /// Run this load and report its [end](Machine::ended). A refused send then reports its refusal again.
    Load(u64),
    /// Wait for the end of the running load, until this time at most, then report the same event again.
    Wait(Duration),
    /// Give up: the refusal is the result.
    Refuse,
}

/// How a load ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ended {
    /// With other keys than before.
    Changed {
        /// The key sets whose first set is another than before.
        first: Sets,
        /// The key sets that have a second set now.
        second: Sets,
    },
    /// With the same keys.
    Same,
    /// Without keys, or with those of another account.
    Failed,
}

/// Counters of everything that happened so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Counts {
    pub(crate) changed: u64,
    pub(crate) same: u64,
    pub(crate) failed: u64,
    pub(crate) switched: u64,
    /// Refused sends that had to wait for a load, and sends that had to wait without a refusal.
    pub(crate) refused_waits: u64,
    pub(crate) other_waits: u64,
}

impl Machine {
    /// After the first load, at time zero.
    pub(crate) fn new(longest_wait: Duration, second: Sets) -> Self {
        Self {
            interval: None,
            longest_wait,
            generation: 0,
            second,
            switched: Sets::NONE,
            running: None,
            begun: 0,
            due: Duration::MAX,
            pause: Pause::default(),
            quiet_until: Duration::ZERO,
            counts: Counts::default(),
        }
    }

    /// From now on the sources are also checked at an interval.
    pub(crate) fn check_every(&mut self, interval: Duration, now: Duration, chance: f64) {
        self.interval = Some(interval);
        self.due = now.saturating_add(jittered(interval, chance));
    }

    /// The keys are needed for a send. It never waits: if a load is due, this caller begins it and goes on with the keys
    /// that are there.
    pub(crate) fn asked(&mut self, now: Duration) -> Action {
        let action = if self.running.is_none() && now >= self.due { self.begin(false) } else { Action::Use };
        self.counts.other_waits += u64::from(matches!(action, Action::Wait(_)));
        action
    }

    /// A send was refused. In this order: newer keys, the second set, the load that runs, a new load.
    pub(crate) fn refused(&mut self, refusal: Refusal, now: Duration) -> Action {
        let Refusal { generation, set, second, at } = refusal;
        let give_up_at = at.saturating_add(self.longest_wait);
        if generation < self.generation || second != self.switched.has(set) {
            return Action::Use;
        }
        if self.second.has(set) && !second {
            self.switched = self.switched.with(Sets::one(set));
            self.counts.switched += 1;
            return Action::Switch;
        }
        match &mut self.running {
            Some(_) if now >= give_up_at => Action::Refuse,
            Some(running) => {
                running.for_refusal = true;
                self.counts.refused_waits += 1;
                Action::Wait(give_up_at)
            }
            None if now < self.quiet_until => Action::Refuse,
            None => self.begin(true),
        }
    }

    /// The number to pass to [`requested`](Self::requested): a load that begins from now on has a higher one.
    pub(crate) fn loads_begun(&self) -> u64 {
        self.begun
    }

    /// A load was requested when `begun` loads had begun. One that was running then may have read the old keys already, so
    /// only a later one fulfils the request; requests that wait share it.
    pub(crate) fn requested(&mut self, begun: u64) -> Action {
        match self.running {
            Some(_) => Action::Wait(Duration::MAX),
            None if self.begun > begun => Action::Use,
            None => self.begin(false),
        }
    }

    /// A load ended. Says whether its keys replace the current ones.
    pub(crate) fn ended(&mut self, number: u64, ended: Ended, now: Duration, chance: f64) -> bool {
        #[cfg(cio_fault)]
        if number == BESIDE {
            self.count(ended);
            return self.adopt(ended);
        }
        let Some(Running { for_refusal, .. }) = self.running.take_if(|running| running.number == number)
        else {
            return false;
        };
        let pause = match ended {
            Ended::Changed { .. } => {
                self.pause = Pause::default();
                // Keys that a refusal brought have just been read. Others may be refused for the first time.
                if for_refusal { self.pause.length(chance) } else { Duration::ZERO }
            }
            Ended::Same if !for_refusal => self.pause.length(chance),
            Ended::Same | Ended::Failed => self.pause.take(chance),
        };
        self.quiet_until = now.saturating_add(pause);
        if let Some(interval) = self.interval {
            let regular = jittered(interval, chance);
            let wait = if ended == Ended::Failed { regular.min(pause) } else { regular };
            self.due = now.saturating_add(wait);
        }
        self.count(ended);
        self.adopt(ended)
    }

    /// Uses the keys of a load, if they are others.
    fn adopt(&mut self, ended: Ended) -> bool {
        let Ended::Changed { first, second } = ended else { return false };
        self.generation += 1;
        self.second = second;
        // Where the first set is the one that was refused, the second set stays in use.
        self.switched = self.switched.without(first).common(second);
        true
    }

    fn begin(&mut self, for_refusal: bool) -> Action {
        self.begun += 1;
        self.running = Some(Running { number: self.begun, for_refusal });
        Action::Load(self.begun)
    }

    fn count(&mut self, ended: Ended) {
        let count = match ended {
            Ended::Changed { .. } => &mut self.counts.changed,
            Ended::Same => &mut self.counts.same,
            Ended::Failed => &mut self.counts.failed,
        };
        *count += 1;
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// The key sets that use their second set.
    pub(crate) fn switched(&self) -> Sets {
        self.switched
    }

    /// When the interval's next load is due, or the end of time without one.
    pub(crate) fn due(&self) -> Duration {
        self.due
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }
}

#[cfg(test)]
mod tests;
