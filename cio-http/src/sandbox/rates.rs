//! The rate limits that the service enforces: how many requests of a workspace are too many.

use super::answer::Answer;
use super::fault::Wait;
use super::route::Route;
use super::settings::RetryAfter;
use crate::sandbox::workspace_key::WorkspaceKey;
use crate::surface::host::Host;
use http::{StatusCode, header};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests that are counted together, in each workspace separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Limit {
    App,
    Broadcasts,
}

/// When the allowance of each workspace will be whole again.
///
/// Whether the service counts by a window or by a bucket is not documented. This is a bucket: so many at once, and then
/// one whenever the limit's share of time has passed.
#[derive(Debug, Default)]
pub(super) struct Rates(Mutex<HashMap<(WorkspaceKey, Limit), Instant>>);

impl Rates {
    /// A 429, if this request is too much; else it counts.
    pub(super) fn refuse(
        &self,
        (host, route): (Host, &Route),
        place: WorkspaceKey,
        now: Instant,
        retry_after: RetryAfter,
    ) -> Option<Answer> {
        let limit = Limit::of(host, route)?;
        let wait = self.take(limit, place, now)?;
        let reason = format!("more than {}", limit.words());
        let answer = Answer::new(StatusCode::TOO_MANY_REQUESTS, "").because(reason);
        let wait = match retry_after {
            RetryAfter::Missing => return Some(answer),
            RetryAfter::Seconds => Wait::Seconds(wait),
            RetryAfter::Date => Wait::Date(wait),
        };
        Some(answer.header(header::RETRY_AFTER, wait.value()))
    }

    /// Counts one request, or returns when there is room for it.
    fn take(&self, limit: Limit, place: WorkspaceKey, now: Instant) -> Option<Duration> {
        let mut whole_again = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = whole_again.entry((place, limit)).or_insert(now);
        let after = (*at).max(now) + limit.interval();
        let most = now + limit.interval() * limit.at_once();
        if after > most {
            return Some(after - most);
        }
        *at = after;
        None
    }
}

impl Limit {
    /// The limit of sends, as those of the other APIs, is said to be soft: no 429 comes of it.
    fn of(host: Host, route: &Route) -> Option<Self> {
        match route.template {
            _ if host != Host::App => None,
            "POST /v1/campaigns/{broadcast_id}/triggers" => Some(Self::Broadcasts),
            "GET /v1/info/ip_addresses" => None,
            template if template.starts_with("POST /v1/send/") => None,
            _ => Some(Self::App),
        }
    }

    const fn interval(self) -> Duration {
        match self {
            Self::App => Duration::from_millis(100),
            Self::Broadcasts => Duration::from_secs(10),
        }
    }

    const fn at_once(self) -> u32 {
        match self {
            Self::App => 10,
            Self::Broadcasts => 1,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::App => "10 requests to the App API in a second",
            Self::Broadcasts => "one broadcast in 10 seconds",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Rates};
    use crate::sandbox::workspace_key::WorkspaceKey;
    use cio_config::Region;

    const US: WorkspaceKey = WorkspaceKey { region: Region::Us, workspace: 1 };
    const OTHER: WorkspaceKey = WorkspaceKey { region: Region::Us, workspace: 2 };
    use std::time::{Duration, Instant};

    #[test]
    fn ten_come_at_once_and_then_one_each_tenth_of_a_second() {
        let (rates, now) = (Rates::default(), Instant::now());
        let tenth = Duration::from_millis(100);
        let take = |place, at| rates.take(Limit::App, place, at);
        for _ in 0..10 {
            assert_eq!(take(US, now), None);
        }
        assert_eq!(take(US, now), Some(tenth));
        assert_eq!(take(US, now + tenth / 2), Some(tenth / 2));
        assert_eq!(take(US, now + tenth), None);
        assert_eq!(take(US, now + tenth), Some(tenth));
        assert_eq!(take(OTHER, now), None, "another workspace");
        for _ in 0..10 {
            assert_eq!(take(US, now + tenth * 100), None);
        }
    }

    #[test]
    fn one_broadcast_in_ten_seconds() {
        let (rates, now) = (Rates::default(), Instant::now());
        let second = Duration::from_secs(1);
        assert_eq!(rates.take(Limit::Broadcasts, US, now), None);
        assert_eq!(rates.take(Limit::Broadcasts, US, now + second), Some(second * 9));
        assert_eq!(rates.take(Limit::App, US, now + second), None);
        assert_eq!(rates.take(Limit::Broadcasts, US, now + second * 10), None);
    }
}
