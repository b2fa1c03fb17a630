//! What may arrive twice: in batches as full as the limits allow, each item acknowledged by its own outcome.

use crate::delivery::Delivery;
use crate::parking::Why;
use crate::queue::Lane;
use crate::work::{Keys, Worker};
use async_nats::jetstream::consumer::PullConsumer;
use cio_http::batch::{Batch, BatchEvent, Envelope, Item, ItemOutcome, SendAll};
use cio_http::{Advice, SignedBy, Stored, StoredItem};
use futures_util::StreamExt as _;
use futures_util::stream::poll_fn;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// How old a batch becomes before it goes, full or not.
const LINGER: Duration = Duration::from_millis(500);

/// How many messages one pull asks for: a batch has room for some thousand small items.
const PULL: usize = 1000;

/// One message with the item in it.
struct Read<T> {
    delivery: Delivery,
    id: String,
    item: T,
}

/// What becomes of a message.
enum End<T> {
    Done(Delivery),
    Parked(Delivery, Option<String>, Why, String),
    GivenBack(Delivery, Option<Duration>),
    /// The batch was refused, or some item of it that was not named: the answer to this one alone tells.
    Alone(Read<T>),
}

/// What waits for its batch to come back, by its place in the stream that the client takes.
type Open<T> = Arc<Mutex<HashMap<usize, Read<T>>>>;

/// Sends until the worker stops, and then what was taken for a batch.
pub(crate) async fn run<T, E>(
    worker: &Arc<Worker>,
    lane: Lane,
    pick: fn(StoredItem) -> Option<T>,
) -> Result<(), async_nats::Error>
where
    T: Item<Envelope = E> + Clone + Send + Sync + 'static,
    E: Envelope<Surface: SignedBy<Keys>> + 'static,
{
    let consumer = worker.queue.consumer(lane).await?;
    let (pulled, mut deliveries) = mpsc::channel(PULL);
    let pulling = tokio::spawn(pull(Arc::clone(worker), consumer, pulled));
    let (ends, to_settle) = mpsc::unbounded_channel();
    let settling = tokio::spawn(settle(Arc::clone(worker), to_settle));

    let open = Open::default();
    let mut next = 0;
    let rows = poll_fn(|context| deliveries.poll_recv(context)).map(|delivery| {
        // The client counts every row, also one that is not an item.
        next += 1;
        read(delivery, pick).map(|read| {
            let item = read.item.clone();
            lock(&open).insert(next - 1, read);
            item
        })
    });
    let options = SendAll::default().linger(LINGER);
    let summary = worker
        .cio
        .send_stream(rows, &options, |event| {
            for end in ends_of(worker, &open, event) {
                let _ = ends.send(end);
            }
        })
        .await;
    if let (true, Some(error)) = (summary.is_stopped(), summary.first_error()) {
        worker.stop_pulling(error);
    }
    // After a wrong key some were taken and not sent.
    let rest: Vec<Read<T>> = lock(&open).drain().map(|(_, read)| read).collect();
    rest.into_iter().for_each(|read| drop(ends.send(End::GivenBack(read.delivery, None))));
    deliveries.close();
    while let Some(delivery) = deliveries.recv().await {
        let _ = ends.send(End::GivenBack(delivery, None));
    }
    drop(ends);
    pulling.await?;
    settling.await?;
    Ok(())
}

/// Pulls, and passes on as fast as batches leave.
async fn pull(worker: Arc<Worker>, consumer: PullConsumer, to: mpsc::Sender<Delivery>) {
    while !worker.is_stopping() {
        for delivery in worker.held.pull(&consumer, PULL, LINGER, &worker.metrics).await {
            tokio::select! {
                biased;
                () = worker.stopping() => worker.give_back(delivery, None).await,
                Ok(room) = to.reserve() => room.send(delivery),
            }
        }
    }
}

/// The item of a message, or the end of a message that has none.
fn read<T>(delivery: Delivery, pick: fn(StoredItem) -> Option<T>) -> Result<Read<T>, End<T>> {
    let stored = match serde_json::from_slice::<Stored>(&delivery.payload) {
        Ok(stored) => stored,
        Err(fault) => return Err(End::Parked(delivery, None, Why::Unreadable, fault.to_string())),
    };
    let id = stored.id().to_owned();
    match pick(stored.into_item()) {
        Some(item) => Ok(Read { delivery, id, item }),
        None => {
            let words = "it is of another kind than its subject".to_owned();
            Err(End::Parked(delivery, Some(id), Why::Unreadable, words))
        }
    }
}

/// What an event of the client means for the messages that it is about.
fn ends_of<T, E: Envelope>(worker: &Worker, open: &Open<T>, event: BatchEvent<T, End<T>, E>) -> Vec<End<T>> {
    let take = |index| lock(open).remove(&index);
    match event {
        BatchEvent::BadRow(row) => vec![row.into_inner()],
        BatchEvent::Skipped(skipped) => {
            let words = skipped.fault().to_string();
            let read = take(skipped.index());
            let park = |read: Read<T>| End::Parked(read.delivery, Some(read.id), Why::Refused, words);
            read.map(park).into_iter().collect()
        }
        BatchEvent::Batch(report) => {
            let is_alone = report.items().count() == 1;
            let end = |(index, outcome)| Some(end_of(worker, take(index)?, outcome, is_alone));
            report.items().filter_map(end).collect()
        }
        _ => unreachable!("`BatchEvent` has no other variant"),
    }
}

fn end_of<T>(worker: &Worker, read: Read<T>, outcome: ItemOutcome<'_>, is_alone: bool) -> End<T> {
    let park = |read: Read<T>, why, words| End::Parked(read.delivery, Some(read.id), why, words);
    match outcome {
        ItemOutcome::Accepted => End::Done(read.delivery),
        ItemOutcome::Refused(error) => park(read, Why::Refused, error.to_string()),
        ItemOutcome::Uncertain(error) if is_alone => park(read, Why::Refused, error.to_string()),
        ItemOutcome::Uncertain(_) => End::Alone(read),
        ItemOutcome::Failed(error) => match error.advice() {
            Advice::RetryLater { after } => {
                let after = after.unwrap_or_else(|| read.delivery.own_delay());
                End::GivenBack(read.delivery, Some(after))
            }
            Advice::Discard if is_alone => park(read, Why::Refused, error.to_string()),
            Advice::Discard => End::Alone(read),
            Advice::Stop => {
                worker.stop_pulling(error);
                End::GivenBack(read.delivery, None)
            }
            _ => park(read, Why::MaybeSent, error.to_string()),
        },
        _ => park(read, Why::MaybeSent, "an outcome that this version does not know".to_owned()),
    }
}

/// Tells the server the end of each message; what takes an answer does not hold up the others.
async fn settle<T, E>(worker: Arc<Worker>, mut ends: mpsc::UnboundedReceiver<End<T>>)
where
    T: Item<Envelope = E> + Send + Sync + 'static,
    E: Envelope<Surface: SignedBy<Keys>> + 'static,
{
    let mut slow = JoinSet::new();
    while let Some(end) = ends.recv().await {
        match end {
            End::Done(delivery) => {
                worker.metrics.accepted();
                delivery.done().await;
            }
            End::GivenBack(delivery, after) => worker.give_back(delivery, after).await,
            End::Parked(delivery, id, why, words) => {
                let worker = Arc::clone(&worker);
                slow.spawn(async move { worker.park(delivery, id.as_deref(), why, &words).await });
            }
            End::Alone(read) => {
                let worker = Arc::clone(&worker);
                slow.spawn(async move { alone(&worker, read).await });
            }
        }
        while slow.try_join_next().is_some() {}
    }
    while slow.join_next().await.is_some() {}
}

/// Sends a batch of one item: what is said of it is about this item.
async fn alone<T, E>(worker: &Worker, read: Read<T>)
where
    T: Item<Envelope = E> + Sync,
    E: Envelope<Surface: SignedBy<Keys>>,
{
    let Read { delivery, id, item } = read;
    let mut batch = Batch::new();
    if let Err(skipped) = batch.push(&item) {
        return worker.park(delivery, Some(&id), Why::Refused, &skipped.fault().to_string()).await;
    }
    match worker.cio.send(batch).await {
        Ok(outcome) => match outcome.errors().first() {
            None => {
                worker.metrics.accepted();
                delivery.done().await;
            }
            Some(error) => worker.park(delivery, Some(&id), Why::Refused, &error.to_string()).await,
        },
        Err(error) => worker.follow(delivery, &id, &error).await,
    }
}

fn lock<T>(open: &Open<T>) -> std::sync::MutexGuard<'_, HashMap<usize, Read<T>>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}
