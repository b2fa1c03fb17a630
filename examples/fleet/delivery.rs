//! One message that this worker has, until its end is known; and the ones it tells the server it still works on.

use crate::metrics::Metrics;
use crate::queue::Queue;
use async_nats::jetstream::consumer::PullConsumer;
use async_nats::jetstream::message::Acker;
use async_nats::jetstream::{AckKind, Message};
use bytes::Bytes;
use futures_util::StreamExt as _;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// How often an end is told until the server confirms it. After that the message comes again, to any worker.
const TRIES: u32 = 10;

/// One message.
pub(crate) struct Delivery {
    pub(crate) payload: Bytes,
    /// Its place in the stream.
    pub(crate) sequence: u64,
    /// How often it came, this time included.
    pub(crate) times: u64,
    acker: Arc<Acker>,
}

impl Delivery {
    fn of(message: Message) -> Option<Self> {
        let (sequence, times) = {
            let info = message.info().ok()?;
            (info.stream_sequence, u64::try_from(info.delivered).unwrap_or(1))
        };
        let (message, acker) = message.split();
        Some(Self { payload: message.payload, sequence, times, acker: Arc::new(acker) })
    }

    /// It is done, and a repeat would do no harm: the server need not confirm.
    pub(crate) async fn done(self) {
        let _ = self.acker.ack().await;
    }

    /// As the next, tried once.
    pub(crate) async fn done_at_once(&self) -> bool {
        self.acker.double_ack().await.is_ok()
    }

    /// It is done, and the server confirms that it will not come again; whether it did.
    pub(crate) async fn done_for_certain(&self) -> bool {
        for _ in 0..TRIES {
            if self.done_at_once().await {
                return true;
            }
            sleep(Duration::from_millis(200)).await;
        }
        false
    }

    /// Gives it back, for any worker, after so long.
    pub(crate) async fn give_back(self, after: Option<Duration>) {
        let _ = self.acker.ack_with(AckKind::Nak(after)).await;
    }

    /// The queue's own delay, which grows each time it came.
    pub(crate) fn own_delay(&self) -> Duration {
        Duration::from_secs(1 << self.times.min(6))
    }
}

/// What a worker has: it tells the server every third of the waiting time that it still works on it, so that a message
/// that waits for a turn under a rate budget is not given to another worker.
#[derive(Clone)]
pub(crate) struct Held {
    ackers: Arc<Mutex<Ackers>>,
    pause: Duration,
}

/// When the server was last told of each.
type Ackers = Vec<(Instant, Weak<Acker>)>;

impl Held {
    pub(crate) fn new(queue: &Queue) -> Self {
        Self { ackers: Arc::default(), pause: queue.ack_wait() / 3 }
    }

    /// Pulls at most so many messages, which come within `linger`.
    pub(crate) async fn pull(
        &self,
        consumer: &PullConsumer,
        most: usize,
        linger: Duration,
        metrics: &Metrics,
    ) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        // A server that went away in between never says that the time is up.
        let _ = timeout(linger + Duration::from_secs(1), async {
            let mut messages = match consumer.batch().max_messages(most).expires(linger).messages().await {
                Ok(messages) => messages,
                Err(_) => return sleep(Duration::from_millis(200)).await,
            };
            while let Some(message) = messages.next().await {
                let Some(delivery) = message.ok().and_then(Delivery::of) else { break };
                self.ackers().push((Instant::now(), Arc::downgrade(&delivery.acker)));
                deliveries.push(delivery);
            }
        })
        .await;
        metrics.pulled(&deliveries);
        deliveries
    }

    /// Does so until the program ends.
    pub(crate) async fn keep(self) {
        loop {
            sleep(self.pause / 4).await;
            for acker in self.due() {
                let _ = acker.ack_with(AckKind::Progress).await;
            }
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ackers().iter().filter(|(_, acker)| acker.strong_count() > 0).count()
    }

    fn due(&self) -> Vec<Arc<Acker>> {
        let mut ackers = self.ackers();
        ackers.retain(|(_, acker)| acker.strong_count() > 0);
        let due = ackers.iter_mut().filter(|(told, _)| told.elapsed() >= self.pause);
        due.filter_map(|(told, acker)| {
            *told = Instant::now();
            acker.upgrade()
        })
        .collect()
    }

    fn ackers(&self) -> std::sync::MutexGuard<'_, Ackers> {
        self.ackers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
