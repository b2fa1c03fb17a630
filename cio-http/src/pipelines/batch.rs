//! Batches of calls: where they go, and how large they may be.

use crate::batch;
use crate::batch::Envelope;
use crate::surface::PipelinesApi;

/// Many calls in one request: at most 32 KB each and 500 KB together, taken as 32,000 and 500,000 bytes.
///
/// Each call has an ID by which the service drops a second copy. Source:
/// <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::pipelines::{Batch, Identify, Track};
///
/// let mut batch = Batch::new();
/// batch.push(Identify::new("42").attribute("plan", "pro")).map_err(|skipped| skipped.fault().clone())?;
/// batch.push(Track::new("42", "purchase")).map_err(|skipped| skipped.fault().clone())?;
/// assert_eq!(batch.len(), 2);
/// # Ok::<(), cio_http::batch::BatchFault>(())
/// ```
pub type Batch = batch::Batch<Calls>;

/// The batch of the Pipelines API.
///
/// ```
/// use cio_http::batch::Envelope;
///
/// assert_eq!(cio_http::pipelines::Calls::ROUTE, "POST /v1/batch");
/// ```
#[derive(Debug)]
pub enum Calls {}

impl Envelope for Calls {
    type Surface = PipelinesApi;
    const NAME: &'static str = "pipelines.batch";
    const ROUTE: &'static str = "POST /v1/batch";
    const PATH: &'static str = "/v1/batch";
    const MAX_ITEM: usize = MAX_CALL;
    const MAX_BODY: usize = 500_000;
}

/// Bytes of one call: 32 KB, taken as 32,000 bytes. The service answers 200 to a longer one and drops it.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
pub(super) const MAX_CALL: usize = 32_000;

#[cfg(test)]
mod tests {
    use super::Batch;
    use crate::batch::BatchFault;
    use crate::operation::Operation;
    use crate::pipelines::any_call::AnyCall;
    use crate::pipelines::context::Context;
    use crate::pipelines::group::Group;
    use crate::pipelines::identify::Identify;
    use crate::pipelines::integrations::Integrations;
    use crate::pipelines::suppression::DeletePerson;
    use crate::pipelines::track::Track;
    use crate::pipelines::views::{Page, Screen};
    use serde_json::{Value, json};

    const TIME: &str = "1970-01-01T00:00:07.000Z";

    #[test]
    fn each_call_of_a_batch_says_its_type() {
        let mut batch = Batch::new();
        let calls: [AnyCall; 6] = [
            Identify::new(1).message_id("a").timestamp(7).into(),
            Track::new(1, "e").message_id("b").timestamp(7).into(),
            Page::new(1).message_id("c").timestamp(7).into(),
            Screen::new(1, "s").message_id("d").timestamp(7).into(),
            Group::new(1, "g").message_id("e").timestamp(7).into(),
            DeletePerson::new(1).message_id("f").timestamp(7).into(),
        ];
        calls.into_iter().for_each(|call| batch.push(call).unwrap());
        assert_eq!(
            serde_json::from_slice::<Value>(batch.request().unwrap().body()).unwrap(),
            json!({"batch": [
                {"type": "identify", "userId": "1", "messageId": "a", "timestamp": TIME},
                {"type": "track", "userId": "1", "event": "e", "messageId": "b", "timestamp": TIME},
                {"type": "page", "userId": "1", "messageId": "c", "timestamp": TIME},
                {"type": "screen", "userId": "1", "name": "s", "messageId": "d", "timestamp": TIME},
                {"type": "group", "userId": "1", "groupId": "g", "messageId": "e", "timestamp": TIME},
                {"type": "track", "userId": "1", "event": "User Deleted", "messageId": "f", "timestamp": TIME},
            ]})
        );
    }

    #[test]
    fn context_of_the_whole_batch_on_a_single_call_is_refused() {
        let reason = "applies to all calls of a batch: set it on the batch, or send the call alone";
        for (call, input) in [
            (Track::new(1, "e").context(Context::new().ip("1")), "context"),
            (Track::new(1, "e").integrations(Integrations::only(["A"])), "integrations"),
        ] {
            let rejected = Batch::new().push(call.clone()).unwrap_err();
            assert_eq!(rejected.fault().to_string(), format!("{input} {reason}"));
            assert!(Batch::new().push(AnyCall::from(call)).is_err());
        }
    }

    #[test]
    fn a_call_has_at_most_32_000_bytes() {
        let track = |bytes| Track::new(1, "e").message_id("m").timestamp(7).property("n", "x".repeat(bytes));
        let frame = concat!(
            r#"{"type":"track","userId":"1","event":"e","properties":{"n":""},"messageId":"m","#,
            r#""timestamp":"1970-01-01T00:00:07.000Z"}"#,
        )
        .len();
        assert!(Batch::new().push(track(32_000 - frame)).is_ok());
        let rejected = Batch::new().push(track(32_001 - frame)).unwrap_err();
        assert_eq!(*rejected.fault(), BatchFault::TooLarge { bytes: 32_001, limit: 32_000 });
        let frame = frame - r#""type":"track","#.len();
        assert_eq!(track(32_000 - frame).request().unwrap().body().len(), 32_000);
        let fault = track(32_001 - frame).request().unwrap_err();
        assert_eq!(fault.to_string(), "call is longer than 32000 bytes");
    }
}
