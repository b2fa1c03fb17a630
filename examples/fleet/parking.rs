//! What a person has to look at: poison, and what may have been sent.

use crate::delivery::Delivery;
use crate::queue::Queue;
use async_nats::HeaderMap;
use async_nats::jetstream::message::PublishMessage;
use bytes::Bytes;
use std::time::Duration;
use tokio::time::sleep;

/// Why something was parked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The service refused it, or it cannot be sent: it would be refused every time.
    Refused,
    /// The answer left open whether it was sent.
    MaybeSent,
    /// Found claimed: a worker ended while it was under way.
    Claimed,
    /// It is not a stored item that this version reads.
    Unreadable,
    /// It was tried too often.
    GivenUp,
}

const WHY: &str = "Cio-Why";
const WORDS: &str = "Cio-Words";

/// What was parked.
pub(crate) struct Parked {
    pub(crate) id: String,
    pub(crate) why: String,
    /// The service's words, or ours.
    pub(crate) words: String,
    pub(crate) payload: Bytes,
    /// Its place in the stream.
    pub(crate) sequence: u64,
}

impl Why {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::MaybeSent => "maybe-sent",
            Self::Claimed => "claimed",
            Self::Unreadable => "unreadable",
            Self::GivenUp => "given-up",
        }
    }
}

impl Queue {
    /// Parks a message, and then takes it out of the queue. If the worker ends in between, it is parked twice, as one.
    pub(crate) async fn park(&self, delivery: Delivery, id: Option<&str>, why: Why, words: &str) {
        let id = id.map_or_else(|| format!("message-{}", delivery.sequence), str::to_owned);
        let mut headers = HeaderMap::new();
        headers.insert(WHY, why.name());
        // As JSON it is one line, whatever the service says.
        headers.insert(WORDS, serde_json::Value::from(words).to_string());
        loop {
            let message = PublishMessage::build().payload(delivery.payload.clone()).headers(headers.clone());
            let published = match self.context.send_publish(format!("cio-parked.{id}"), message).await {
                Ok(ack) => ack.await.is_ok(),
                Err(_) => false,
            };
            if published {
                break;
            }
            sleep(Duration::from_millis(200)).await;
        }
        delivery.done_for_certain().await;
    }

    /// What is parked after a place in the stream; the next, if there is one.
    pub(crate) async fn parked_after(&self, sequence: u64) -> Result<Option<Parked>, async_nats::Error> {
        let last = self.parked.get_info().await?.state.last_sequence;
        for sequence in sequence + 1..=last {
            // Some were parked again, or taken out.
            let Ok(message) = self.parked.get_raw_message(sequence).await else { continue };
            let header = |name| message.headers.get(name).map(|value| value.as_str().to_owned());
            let words = header(WORDS).and_then(|words| serde_json::from_str(&words).ok());
            return Ok(Some(Parked {
                id: message.subject.trim_start_matches("cio-parked.").to_owned(),
                why: header(WHY).unwrap_or_default(),
                words: words.unwrap_or_default(),
                payload: message.payload,
                sequence,
            }));
        }
        Ok(None)
    }
}
