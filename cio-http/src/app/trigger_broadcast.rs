//! `TriggerBroadcast`: sends a broadcast, now.

use super::audience::{AsSetUp, Audience};
use super::fields::Fields;
use crate::operation::{Operation, Replay};
use crate::surface::AppApi;
use crate::surface::limit::Limit;
use crate::wire::{self, InvalidInput, Object, Path, UnreadableAnswer};
use bytes::Bytes;
use http::Method;
use serde::Serialize;

/// Sends a broadcast to the audience set up in the dashboard, or to one given here, whose people must exist already.
///
/// The service takes one of these in 10 seconds, and keeps 5 waiting. The body may be 25 MB, and the data that all
/// share 50,000 bytes. Errors about single people are reported later, by
/// [`GetBroadcastErrors`](super::GetBroadcastErrors).
/// Source: <https://docs.customer.io/files/journeys-app.json>, read 2026-09-17.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{Filter, TriggerBroadcast};
///
/// let broadcast = TriggerBroadcast::to(12, Filter::segment(7)).data("headline", "June");
/// assert_eq!(broadcast.request()?.uri(), "/v1/campaigns/12/triggers");
/// assert_eq!(
///     broadcast.request()?.body(),
///     r#"{"recipients":{"segment":{"id":7}},"data":{"headline":"June"}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct TriggerBroadcast<A = AsSetUp> {
    broadcast_id: u64,
    audience: A,
    data: Object,
}

/// A broadcast that was triggered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[non_exhaustive]
pub struct Triggered {
    /// The number of the trigger, to ask for its state and its errors.
    #[serde(deserialize_with = "super::lenient::required")]
    pub id: u64,
}

/// Bytes of the data that all share.
const LARGEST_DATA: usize = 50_000;

/// Bytes of a body: 25 MB.
const LARGEST_BODY: usize = 25_000_000;

impl TriggerBroadcast {
    /// To the audience set up in the dashboard.
    #[must_use]
    pub fn new(broadcast_id: u64) -> Self {
        Self::to(broadcast_id, AsSetUp)
    }
}

impl<A: Audience> TriggerBroadcast<A> {
    /// To an audience: a [`Filter`](super::Filter), [`Emails`](super::Emails), [`Ids`](super::Ids),
    /// [`PerUserData`](super::PerUserData) or a [`DataFile`](super::DataFile).
    #[must_use]
    pub fn to(broadcast_id: u64, audience: A) -> Self {
        Self { broadcast_id, audience, data: Object::new("data") }
    }

    /// Sets one entry of the data that all share, `{{trigger.name}}` in the messages; the last value counts.
    #[must_use]
    pub fn data(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.data.set(name.as_ref(), &value);
        self
    }

    /// Sets one entry of that data for each field of a struct, or entry of a map.
    #[must_use]
    pub fn data_from(mut self, data: impl Serialize) -> Self {
        self.data.set_all(&data);
        self
    }
}

impl<A: Audience> Operation for TriggerBroadcast<A> {
    type Surface = AppApi;
    type Output = Triggered;
    const NAME: &'static str = "app.trigger_broadcast";
    const ROUTE: &'static str = "POST /v1/campaigns/{broadcast_id}/triggers";
    const REPLAY: Replay = Replay::Unsafe;
    const LIMIT: Limit = Limit::Broadcasts;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        let mut body = Fields::new("broadcast");
        self.audience.write(&mut body)?;
        if !self.data.is_empty() {
            if self.data.to_bytes()?.len() > LARGEST_DATA {
                return Err(InvalidInput::new("data", "is larger than 50,000 bytes"));
            }
            body.object("data", &self.data);
        }
        let body = body.to_bytes(None)?;
        if body.len() > LARGEST_BODY {
            return Err(InvalidInput::new("broadcast", "is larger than 25 MB"));
        }
        let broadcast_id = self.broadcast_id.to_string();
        let path = Path::new("/v1/campaigns").segment("broadcast_id", broadcast_id)?.then("/triggers");
        wire::request(Method::POST, path, body)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Triggered, UnreadableAnswer> {
        wire::json(response)
    }
}

#[cfg(test)]
mod tests {
    use super::TriggerBroadcast;
    use crate::app::audience::{DataFile, Emails, Ids, PerUserData};
    use crate::app::filter::Filter;
    use crate::operation::Operation;

    fn refusal(broadcast: &impl Operation) -> String {
        broadcast.request().unwrap_err().to_string()
    }

    #[test]
    fn an_empty_audience_is_refused_and_not_sent_as_no_filter() {
        let none: [&str; 0] = [];
        for (reason, expected) in [
            (
                refusal(&TriggerBroadcast::to(1, Filter::and([]))),
                "recipients has an `and` or an `or` without conditions",
            ),
            (refusal(&TriggerBroadcast::to(1, Emails::new(none))), "emails name no recipient"),
            (refusal(&TriggerBroadcast::to(1, Ids::new(none))), "ids name no recipient"),
            (refusal(&TriggerBroadcast::to(1, PerUserData::new())), "per_user_data name no recipient"),
            (refusal(&TriggerBroadcast::to(1, DataFile::new(""))), "data_file_url is empty"),
        ] {
            assert_eq!(reason, expected);
        }
    }

    #[test]
    fn a_body_that_is_too_large_is_refused() {
        let rows = |count: u64| (0..count).fold(PerUserData::new(), |rows, id| rows.id(id, "x"));
        for (reason, expected) in [
            (refusal(&TriggerBroadcast::to(1, Ids::new(0..10_001))), "ids name more than 10000 people"),
            (
                refusal(&TriggerBroadcast::to(1, Emails::new((0..10_001).map(|n| format!("{n}@b.c"))))),
                "emails name more than 10000 people",
            ),
            (refusal(&TriggerBroadcast::to(1, rows(10_001))), "per_user_data name more than 10000 people"),
            (
                refusal(&TriggerBroadcast::new(1).data("x", "y".repeat(50_000))),
                "data is larger than 50,000 bytes",
            ),
            (
                refusal(&TriggerBroadcast::to(1, PerUserData::new().id(1, "y".repeat(25_000_000)))),
                "broadcast is larger than 25 MB",
            ),
            (refusal(&TriggerBroadcast::to(1, Ids::new(["x".repeat(151)]))), "ids is longer than 150 bytes"),
            (
                refusal(&TriggerBroadcast::to(1, PerUserData::new().id(1, f64::NAN))),
                "data has a number that is NaN or infinite, which JSON cannot represent",
            ),
        ] {
            assert_eq!(reason, expected);
        }
        assert!(TriggerBroadcast::to(1, Ids::new(0..10_000)).request().is_ok());
    }

    #[test]
    fn the_data_of_a_person_is_sent_as_it_was_written() {
        let broadcast = TriggerBroadcast::to(
            1,
            PerUserData::new().id(1, [u128::MAX]).email("a@b.c", [123.428_571_428_571_43]),
        );
        assert_eq!(
            broadcast.request().unwrap().body(),
            r#"{"per_user_data":[{"data":[340282366920938463463374607431768211455],"id":"1"},{"data":[123.42857142857143],"email":"a@b.c"}]}"#
        );
    }

    #[test]
    fn each_audience_has_the_flags_that_apply_to_it() {
        let emails = Emails::new(["a@b.c"]).email_ignore_missing(false).email_ignore_missing(true);
        let ids = Ids::new(["1"]).id_ignore_missing(true);
        let file = DataFile::new("u").email_add_duplicates(true).id_ignore_missing(false);
        for (request, expected) in [
            (
                TriggerBroadcast::to(1, emails).request(),
                r#"{"emails":["a@b.c"],"email_ignore_missing":true}"#,
            ),
            (TriggerBroadcast::to(1, ids).request(), r#"{"ids":["1"],"id_ignore_missing":true}"#),
            (
                TriggerBroadcast::to(1, file).request(),
                r#"{"data_file_url":"u","email_add_duplicates":true,"id_ignore_missing":false}"#,
            ),
        ] {
            assert_eq!(request.unwrap().body(), expected);
        }
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let broadcast = TriggerBroadcast::to(1, Emails::new(["zoe@example.com"])).data("name", "zoe");
        assert!(!format!("{broadcast:?}").contains("zoe"));
    }
}
