//! The queue in NATS JetStream: a stream of work, a stream of what was parked, and a bucket of claims.

use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::context::ContextBuilder;
use async_nats::jetstream::kv::{self, Store};
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};
use async_nats::jetstream::{Context, message::PublishMessage};
use async_nats::{ConnectOptions, Error};
use bytes::Bytes;
use cio_http::{Replay, Stored, StoredItem};
use std::time::Duration;

const WORK: &str = "CIO";
const PARKED: &str = "CIO-PARKED";
const CLAIMS: &str = "CIO-CLAIMS";

/// How long a claim is kept after it was made: longer than an item waits anywhere.
const CLAIMS_LAST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long the server is given to answer one request.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the queue is, and how it is made if it is not there yet.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) url: String,
    /// How long a worker may be silent about a message before another one gets it.
    pub(crate) ack_wait: Duration,
    /// Bytes of work that the stream holds. What is more is refused, so that nothing is dropped.
    pub(crate) max_bytes: i64,
}

/// What is done with a message depends on what a repeat does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Items of the Track API, in batches.
    Track,
    /// Items of the Pipelines API, in batches.
    Pipelines,
    /// What counts twice if it is sent twice: one by one, and claimed before.
    Once,
}

impl Lane {
    pub(crate) fn of(stored: &Stored) -> Self {
        match (stored.replay(), stored.item()) {
            (Replay::Safe | Replay::DedupedById, StoredItem::TrackItem(_)) => Self::Track,
            (Replay::Safe | Replay::DedupedById, StoredItem::PipelinesItem(_)) => Self::Pipelines,
            _ => Self::Once,
        }
    }

    pub(crate) const fn subject(self) -> &'static str {
        match self {
            Self::Track => "cio.track",
            Self::Pipelines => "cio.pipelines",
            Self::Once => "cio.once",
        }
    }

    /// The name of its consumer, which all workers share.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Pipelines => "pipelines",
            Self::Once => "once",
        }
    }
}

/// A connection that comes back by itself, and what it leads to.
#[derive(Clone)]
pub(crate) struct Queue {
    pub(crate) context: Context,
    pub(crate) work: Stream,
    pub(crate) parked: Stream,
    pub(crate) claims: Store,
    ack_wait: Duration,
}

impl Queue {
    /// Connects, and makes what is not there yet. What is there is left as it is.
    pub(crate) async fn open(place: &Place) -> Result<Self, Error> {
        let pause = |attempt: usize| Duration::from_millis(50 * attempt.min(10) as u64);
        let client = ConnectOptions::new().reconnect_delay_callback(pause).connect(&place.url).await?;
        // A publish waits for room among the unconfirmed ones, and is told at once if there is no answer.
        let context = ContextBuilder::new().timeout(PATIENCE).ack_timeout(PATIENCE).build(client);
        let work = context.get_or_create_stream(work(place.max_bytes)).await?;
        let parked = context.get_or_create_stream(parked()).await?;
        let claims = match context.get_key_value(CLAIMS).await {
            Ok(claims) => claims,
            Err(_) => context.create_key_value(claims()).await?,
        };
        Ok(Self { context, work, parked, claims, ack_wait: place.ack_wait })
    }

    /// What all workers pull from.
    pub(crate) async fn consumer(&self, lane: Lane) -> Result<PullConsumer, Error> {
        let config = pull::Config {
            durable_name: Some(lane.name().into()),
            filter_subject: lane.subject().into(),
            ack_policy: AckPolicy::Explicit,
            ack_wait: self.ack_wait,
            max_ack_pending: 100_000,
            ..Default::default()
        };
        Ok(self.work.get_or_create_consumer(lane.name(), config).await?)
    }

    /// How long a worker may be silent about a message.
    pub(crate) fn ack_wait(&self) -> Duration {
        self.ack_wait
    }

    /// Puts an item into the queue, under its own ID: a publish that is repeated since its answer was lost is stored once.
    pub(crate) async fn put(&self, stored: &Stored, text: Bytes) -> Result<bool, Error> {
        let message = PublishMessage::build().payload(text).message_id(stored.id());
        let ack = self.context.send_publish(Lane::of(stored).subject(), message).await?.await?;
        Ok(!ack.duplicate)
    }

    /// How many messages wait or are under way.
    pub(crate) async fn waiting(&self) -> Result<u64, Error> {
        Ok(self.work.get_info().await?.state.messages)
    }
}

fn work(max_bytes: i64) -> Config {
    Config {
        name: WORK.into(),
        subjects: vec!["cio.*".into()],
        retention: RetentionPolicy::WorkQueue,
        storage: StorageType::File,
        // A full queue refuses the producer; the default drops the oldest messages.
        discard: DiscardPolicy::New,
        max_bytes,
        // A repeated publish is recognised for so long.
        duplicate_window: Duration::from_secs(120),
        ..Default::default()
    }
}

/// One message an ID, however often it is parked.
fn parked() -> Config {
    Config {
        name: PARKED.into(),
        subjects: vec!["cio-parked.*".into()],
        storage: StorageType::File,
        max_messages_per_subject: 1,
        ..Default::default()
    }
}

fn claims() -> kv::Config {
    kv::Config {
        bucket: CLAIMS.into(),
        max_age: CLAIMS_LAST,
        storage: StorageType::File,
        ..Default::default()
    }
}
