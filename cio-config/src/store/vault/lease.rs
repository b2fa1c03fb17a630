//! The token of a login: how long it lives, and when it is renewed or replaced. It has no clock and no I/O.

use std::time::Duration;
use zeroize::Zeroizing;

/// A token that a login gave.
#[derive(Clone)]
pub(super) struct Lease {
    pub(super) token: Zeroizing<String>,
    /// How long it lives from then on. Zero for ever.
    lives: Duration,
    renewable: bool,
    /// When it was given or last renewed, and when a renewal or a login in its place was last tried, in the store's time.
    since: Duration,
    tried: Duration,
}

/// The step to take before a token is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing.
    Use,
    /// Renew it. Where that fails, log in again; where that fails too, use it until its end.
    Renew,
    /// Log in again. Where that fails, use it until its end.
    Replace,
    /// It has ended: log in again.
    Over,
}

impl Lease {
    /// A token given at a time that lives so many seconds.
    pub(super) fn new(token: Zeroizing<String>, seconds: u64, renewable: bool, since: Duration) -> Self {
        Self { token, lives: Duration::from_secs(seconds), renewable, since, tried: since }
    }

    /// It is due when two thirds of its life are over, and after a failure when half of the rest is.
    pub(super) fn due(&self, now: Duration) -> Due {
        let end = self.since.saturating_add(self.lives);
        if self.lives.is_zero() {
            return Due::Use;
        }
        if now >= end {
            return Due::Over;
        }
        let next = match self.tried > self.since {
            false => self.since + self.lives / 3 * 2,
            true => self.tried + end.saturating_sub(self.tried) / 2,
        };
        match (now >= next, self.renewable) {
            (false, _) => Due::Use,
            (true, true) => Due::Renew,
            (true, false) => Due::Replace,
        }
    }

    /// It was renewed, and lives so many seconds from now on.
    pub(super) fn renewed(self, seconds: u64, renewable: bool, now: Duration) -> Self {
        Self::new(self.token, seconds, renewable, now)
    }

    /// Neither a renewal nor a login worked.
    pub(super) fn failed(self, now: Duration) -> Self {
        Self { tried: now, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{Due, Lease};
    use std::time::Duration;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn lease(seconds: u64, renewable: bool) -> Lease {
        Lease::new("token".to_owned().into(), seconds, renewable, at(100))
    }

    #[test]
    fn a_token_is_due_at_two_thirds_of_its_life() {
        for (seconds, renewable, now, due) in [
            (60, true, 100, Due::Use),
            (60, true, 139, Due::Use),
            (60, true, 140, Due::Renew),
            (60, true, 159, Due::Renew),
            (60, true, 160, Due::Over),
            (60, false, 139, Due::Use),
            (60, false, 140, Due::Replace),
            (60, false, 160, Due::Over),
            (0, true, u64::MAX, Due::Use),
        ] {
            assert_eq!(lease(seconds, renewable).due(at(now)), due, "{seconds} {renewable} {now}");
        }
    }

    #[test]
    fn a_renewal_starts_anew_and_a_failure_waits_for_half_of_the_rest() {
        let renewed = lease(60, true).renewed(30, true, at(140));
        assert_eq!((renewed.due(at(159)), renewed.due(at(160))), (Due::Use, Due::Renew));
        let failed = lease(60, true).failed(at(140));
        assert_eq!(
            (failed.due(at(149)), failed.due(at(150)), failed.due(at(160))),
            (Due::Use, Due::Renew, Due::Over)
        );
    }
}
