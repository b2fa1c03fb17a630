//! When a request is sent again, and after how long: pure functions.

use crate::error::transport_error::FailurePoint;
use crate::operation::Replay;
use http::StatusCode;
use std::time::{Duration, SystemTime};

/// When and how often a request is sent again.
///
/// The defaults are those of Customer.io's own JavaScript client, apart from what is retried: an operation that would
/// be done twice is sent again only if it certainly was not done, and any other where no answer came, or 408, 429 or a
/// 5xx other than 501 and 505.
/// Source: <https://github.com/customerio/customerio-node>, `lib/request.ts` 5.0.1, read 2026-06-11.
///
/// ```
/// use cio_http::Policy;
/// use std::time::Duration;
///
/// let patient = Policy::default().retries(5).budget(Duration::from_secs(120));
/// let impatient = Policy::none();
/// assert_ne!(patient, impatient);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    retries: u32,
    first_delay: Duration,
    longest_delay: Duration,
    longest_retry_after: Duration,
    budget: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            retries: 3,
            first_delay: Duration::from_millis(200),
            longest_delay: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(300),
            budget: Duration::from_secs(30),
        }
    }
}

impl Policy {
    /// One attempt, no more.
    #[must_use]
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// How often a request is sent again. Default: 3.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// Up to how long the first wait is; each next one may be twice as long. Default: 200 ms.
    ///
    /// The wait is a random part of it, so that clients that failed together do not come back together.
    #[must_use]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// How long a wait grows at most. Default: 5 s.
    #[must_use]
    pub fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// How much of a `Retry-After` is believed. Default: 300 s.
    #[must_use]
    pub fn longest_retry_after(mut self, delay: Duration) -> Self {
        self.longest_retry_after = delay;
        self
    }

    /// How long all waits of one send may be together; a wait that would pass it is not begun. Default: 30 s.
    ///
    /// Waiting for a turn under a [`RateBudget`](crate::RateBudget) does not count.
    #[must_use]
    pub fn budget(mut self, budget: Duration) -> Self {
        self.budget = budget;
        self
    }

    /// How long to wait before the next attempt, or `None` to give up.
    ///
    /// `chance` is between 0 and 1.
    pub(crate) fn delay(
        &self,
        attempts: Attempts,
        retry_after: Option<Duration>,
        chance: f64,
    ) -> Option<Duration> {
        if attempts.made > self.retries {
            return None;
        }
        let doubled = 2_u32.saturating_pow(attempts.made.saturating_sub(1));
        let longest = self.first_delay.saturating_mul(doubled).min(self.longest_delay);
        let delay = match retry_after {
            Some(asked) => asked.min(self.longest_retry_after),
            // The longest there is does not survive a multiplication.
            None => {
                Duration::try_from_secs_f64(longest.as_secs_f64() * chance.clamp(0.0, 1.0)).unwrap_or(longest)
            }
        };
        (attempts.waited.saturating_add(delay) <= self.budget).then_some(delay)
    }
}

/// The attempts and the time that one send has used so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attempts {
    pub(crate) made: u32,
    pub(crate) waited: Duration,
}

/// The consequence of a failed attempt for the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureVerdict {
    /// It may be sent again.
    Again,
    /// It was not done, and would fail again.
    Refused,
    /// It may have been done, and must not be done twice.
    Unconfirmed,
}

/// Judges an answer that is neither a success nor a redirect.
///
/// The service documents a 5xx as temporary. An unknown one, such as the 52x of a proxy, counts
/// as a 500, and so does an invalid status.
/// Source: <https://www.rfc-editor.org/rfc/rfc9110.html#section-15>.
pub(crate) fn judge_status(replay: Replay, status: StatusCode) -> FailureVerdict {
    match (status.as_u16(), replay) {
        // A request that was held back by the rate limit was not done.
        (429, _) => FailureVerdict::Again,
        // 408 says that a time limit passed, not that the request is wrong.
        (400..=407 | 409..=499, _) => FailureVerdict::Refused,
        (_, Replay::Unsafe) => FailureVerdict::Unconfirmed,
        // It does not know such requests.
        (501 | 505, _) => FailureVerdict::Refused,
        _ => FailureVerdict::Again,
    }
}

/// Judges an attempt without an answer.
pub(crate) fn judge_silence(replay: Replay, point: FailurePoint) -> FailureVerdict {
    match (replay, point) {
        (_, FailurePoint::Request) => FailureVerdict::Refused,
        (Replay::Unsafe, FailurePoint::Timeout | FailurePoint::Interrupted) => FailureVerdict::Unconfirmed,
        _ => FailureVerdict::Again,
    }
}

/// Reads `Retry-After`, which is a number of seconds or a date.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // Too many digits for a number is a very long time.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Attempts, FailureVerdict, Policy, judge_silence, judge_status, retry_after};
    use crate::error::transport_error::FailurePoint;
    use crate::operation::Replay;
    use http::StatusCode;
    use std::time::{Duration, UNIX_EPOCH};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn only_what_certainly_was_not_done_is_sent_twice() {
        use FailureVerdict::{Again, Refused, Unconfirmed};
        for (status, safe, risky) in [
            (400, Refused, Refused),
            (401, Refused, Refused),
            (404, Refused, Refused),
            (408, Again, Unconfirmed),
            (413, Refused, Refused),
            (429, Again, Again),
            (499, Refused, Refused),
            (500, Again, Unconfirmed),
            (501, Refused, Unconfirmed),
            (502, Again, Unconfirmed),
            (503, Again, Unconfirmed),
            (504, Again, Unconfirmed),
            (505, Refused, Unconfirmed),
            (520, Again, Unconfirmed),
            (522, Again, Unconfirmed),
            (524, Again, Unconfirmed),
            (530, Again, Unconfirmed),
            (599, Again, Unconfirmed),
            // No answer, and no status.
            (101, Again, Unconfirmed),
            (600, Again, Unconfirmed),
            (999, Again, Unconfirmed),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(judge_status(Replay::Safe, status), safe, "{status}");
            assert_eq!(judge_status(Replay::DedupedById, status), safe, "{status}");
            assert_eq!(judge_status(Replay::Unsafe, status), risky, "{status}");
        }
        for (point, safe, risky) in [
            (FailurePoint::Request, Refused, Refused),
            (FailurePoint::Connect, Again, Again),
            (FailurePoint::Timeout, Again, Unconfirmed),
            (FailurePoint::Interrupted, Again, Unconfirmed),
        ] {
            assert_eq!(judge_silence(Replay::Safe, point), safe, "{point:?}");
            assert_eq!(judge_silence(Replay::DedupedById, point), safe, "{point:?}");
            assert_eq!(judge_silence(Replay::Unsafe, point), risky, "{point:?}");
        }
    }

    #[test]
    fn waits_double_up_to_a_limit_and_are_a_random_part() {
        let policy = Policy::default().retries(100);
        for (made, chance, expected) in [
            (1, 1.0, 200),
            (2, 1.0, 400),
            (3, 0.5, 400),
            (5, 1.0, 3200),
            (6, 1.0, 5000),
            (99, 1.0, 5000),
            (1, 0.0, 0),
        ] {
            let attempts = Attempts { made, waited: Duration::ZERO };
            assert_eq!(policy.delay(attempts, None, chance), Some(Duration::from_millis(expected)), "{made}");
        }
    }

    #[test]
    fn no_policy_and_no_chance_is_a_panic() {
        let policy = Policy::default().first_delay(Duration::MAX).longest_delay(Duration::MAX);
        let policy = policy.budget(Duration::MAX);
        let attempts = Attempts { made: 1, waited: Duration::ZERO };
        for (chance, expected) in [(1.0, Duration::MAX), (f64::NAN, Duration::MAX), (-1.0, Duration::ZERO)] {
            assert_eq!(policy.delay(attempts, None, chance), Some(expected), "{chance}");
        }
    }

    #[test]
    fn attempts_and_waits_have_an_end() {
        let policy = Policy::default();
        let attempts = |made, waited| Attempts { made, waited };
        assert!(policy.delay(attempts(3, Duration::ZERO), None, 1.0).is_some());
        assert_eq!(policy.delay(attempts(4, Duration::ZERO), None, 1.0), None);
        assert_eq!(Policy::none().delay(attempts(1, Duration::ZERO), None, 1.0), None);
        assert_eq!(policy.delay(attempts(1, 25 * SECOND), Some(5 * SECOND), 1.0), Some(5 * SECOND));
        assert_eq!(policy.delay(attempts(1, 25 * SECOND), Some(6 * SECOND), 1.0), None);
    }

    #[test]
    fn a_retry_after_is_believed_up_to_a_limit() {
        let policy = Policy::default().budget(1000 * SECOND);
        let attempts = Attempts { made: 1, waited: Duration::ZERO };
        assert_eq!(policy.delay(attempts, Some(7 * SECOND), 0.0), Some(7 * SECOND));
        assert_eq!(policy.delay(attempts, Some(Duration::MAX), 0.0), Some(300 * SECOND));
    }

    #[test]
    fn a_retry_after_is_seconds_or_a_date() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (value, seconds) in [
            ("0", Some(0)),
            (" 7 ", Some(7)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sunday, 06-Nov-94 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}
