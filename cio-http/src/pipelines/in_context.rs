//! `BatchInContext`: a batch, and where all its calls came from and go.

use super::batch::{Batch, Calls};
use super::context::Context;
use super::integrations::Integrations;
use crate::batch::{BatchOutcome, Envelope};
use crate::operation::{Operation, Replay};
use crate::surface::PipelinesApi;
use crate::wire::{self, InvalidInput, Path, UnreadableAnswer, Writer};
use bytes::Bytes;
use http::Method;

/// A batch, and the context and the integrations of all its calls.
///
/// Both count towards the size of the body, for which a batch that was packed full leaves no room: stop pushing before.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{Alias, Batch, BatchInContext, Context};
///
/// let mut batch = Batch::new();
/// batch.push(Alias::new("visitor-7", "42").message_id("m1").timestamp(1_700_000_000)).map_err(|skipped| skipped.fault().clone())?;
/// let batch = BatchInContext::new(batch).context(Context::new().locale("de-AT"));
/// assert_eq!(
///     batch.request().unwrap().body(),
///     concat!(
///         r#"{"context":{"locale":"de-AT"},"#,
///         r#""batch":[{"type":"alias","previousId":"visitor-7","userId":"42","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}]}"#,
///     ),
/// );
/// # Ok::<(), cio_http::batch::BatchFault>(())
/// ```
#[derive(Clone, Debug)]
pub struct BatchInContext {
    batch: Batch,
    context: Option<Context>,
    integrations: Option<Integrations>,
}

impl BatchInContext {
    /// A batch, with neither yet.
    #[must_use]
    pub const fn new(batch: Batch) -> Self {
        Self { batch, context: None, integrations: None }
    }

    /// Where all calls came from.
    #[must_use]
    pub fn context(mut self, context: Context) -> Self {
        self.context = Some(context);
        self
    }

    /// Where all calls go.
    #[must_use]
    pub fn integrations(mut self, integrations: Integrations) -> Self {
        self.integrations = Some(integrations);
        self
    }

    /// The batch, with neither.
    #[must_use]
    pub fn into_batch(self) -> Batch {
        self.batch
    }
}

impl Operation for BatchInContext {
    type Surface = PipelinesApi;
    type Output = BatchOutcome;
    const NAME: &'static str = Calls::NAME;
    const ROUTE: &'static str = Calls::ROUTE;
    const REPLAY: Replay = Batch::REPLAY;

    fn replay(&self) -> Replay {
        self.batch.replay()
    }

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        let calls = self.batch.request()?.into_body();
        let mut text = Vec::with_capacity(calls.len() + 256);
        let mut body = Writer::begin(&mut text);
        self.context.iter().try_for_each(|context| context.write(&mut body))?;
        self.integrations.iter().try_for_each(|integrations| integrations.write(&mut body))?;
        // From here on it goes as the batch alone does, after its brace.
        if text.len() > 1 {
            text.push(b',');
        }
        text.extend_from_slice(&calls[1..]);
        if text.len() > Calls::MAX_BODY {
            let limit = Calls::MAX_BODY;
            return Err(InvalidInput::new("batch", format!("is longer than {limit} bytes with its context")));
        }
        wire::request(Method::POST, Path::new(Calls::PATH), text.into())
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<BatchOutcome, UnreadableAnswer> {
        self.batch.response(response)
    }
}

#[cfg(test)]
mod tests {
    use crate::batch::Packed;
    use crate::operation::Operation;
    use crate::pipelines::any_call::Custom;
    use crate::pipelines::batch::Batch;
    use crate::pipelines::context::Context;
    use crate::pipelines::in_context::BatchInContext;
    use crate::pipelines::integrations::Integrations;
    use crate::pipelines::track::Track;
    use serde_json::json;

    #[test]
    fn context_and_integrations_of_a_batch_are_written_before_its_calls() {
        let mut batch = Batch::new();
        batch.push(Custom(json!({"type": "track"}))).unwrap();
        let bare = BatchInContext::new(batch.clone());
        assert_eq!(bare.request().unwrap().body(), batch.request().unwrap().body());
        let both = bare.context(Context::new().ip("1")).integrations(Integrations::all_but(["A"]));
        assert_eq!(
            both.request().unwrap().body(),
            concat!(
                r#"{"context":{"ip":"1"},"integrations":{"All":true,"A":false},"#,
                r#""batch":[{"type":"track"}]}"#,
            )
        );
    }

    #[test]
    fn the_context_counts_towards_the_size() {
        let calls = (0..1000_u64).map(|user| Track::new(user, "imported").property("note", "x".repeat(1000)));
        let Some(Packed::Batch(batch)) = Batch::pack(calls).next() else { panic!() };
        assert!(batch.size() > 495_000 && batch.request().is_ok());
        let fault = BatchInContext::new(batch).context(Context::new().field("note", "x".repeat(9000)));
        assert_eq!(
            fault.request().unwrap_err().to_string(),
            "batch is longer than 500000 bytes with its context"
        );
    }
}
