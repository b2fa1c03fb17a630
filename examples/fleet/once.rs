//! What counts twice if it is sent twice: one by one, each claimed before it leaves.

use crate::claims::{Claim, Claims, Mine};
use crate::delivery::Delivery;
use crate::parking::Why;
use crate::queue::Lane;
use crate::work::Worker;
use cio_http::batch::BatchOutcome;
use cio_http::{Advice, Error, Stored, StoredItem, pipelines};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a pull waits for messages.
const LINGER: Duration = Duration::from_millis(200);

/// Sends until the worker stops, and then finishes what is under way.
pub(crate) async fn run(worker: &Arc<Worker>) -> Result<(), async_nats::Error> {
    let consumer = worker.queue.consumer(Lane::Once).await?;
    let free = Arc::new(Semaphore::new(worker.in_flight));
    while !worker.is_stopping() {
        // No message is pulled before it can be sent.
        let permit = Arc::clone(&free).acquire_owned().await?;
        let most = free.available_permits() + 1;
        drop(permit);
        for delivery in worker.held.pull(&consumer, most, LINGER, &worker.metrics).await {
            if worker.is_stopping() {
                worker.give_back(delivery, None).await;
                continue;
            }
            let permit = Arc::clone(&free).acquire_owned().await?;
            let worker = Arc::clone(worker);
            tokio::spawn(async move {
                one(&worker, delivery).await;
                drop(permit);
            });
        }
    }
    let all = u32::try_from(worker.in_flight)?;
    drop(free.acquire_many(all).await?);
    Ok(())
}

/// Claims, sends, and says what became of it.
async fn one(worker: &Worker, delivery: Delivery) {
    let stored = match serde_json::from_slice::<Stored>(&delivery.payload) {
        Ok(stored) => stored,
        Err(fault) => return worker.park(delivery, None, Why::Unreadable, &fault.to_string()).await,
    };
    let claims = worker.claims.as_ref();
    let claimed = match claims {
        None => None,
        Some(claims) => match claims.claim(stored.id()).await {
            Claim::Mine(mine) => Some((claims, mine)),
            Claim::Sent => {
                delivery.done_for_certain().await;
                return;
            }
            Claim::Held => {
                let words = "a worker claimed it and ended: it may have been sent";
                return worker.park(delivery, Some(stored.id()), Why::Claimed, words).await;
            }
        },
    };
    match send(worker, stored.item()).await {
        Ok(()) => sent(worker, &delivery, claimed).await,
        Err(error) => failed(worker, delivery, stored.id(), claimed, &error).await,
    }
}

async fn send(worker: &Worker, item: &StoredItem) -> Result<(), Error> {
    match item {
        StoredItem::AppSend(send) => worker.cio.send(send).await.map(drop),
        StoredItem::TrackItem(entity) => worker.cio.send(entity).await,
        StoredItem::PipelinesItem(call) => {
            let mut batch = pipelines::Batch::new();
            // It was checked when it was read.
            let _ = batch.push(call);
            worker.cio.send(batch).await.map(|_: BatchOutcome| ())
        }
        // A kind of a later version is not read by this one.
        _ => unreachable!("`Stored` refuses what it does not know"),
    }
}

/// The message is taken out for certain. If the server does not answer, the claim says that it was sent.
async fn sent(worker: &Worker, delivery: &Delivery, claimed: Option<(&Claims, Mine)>) {
    worker.metrics.accepted();
    if !delivery.done_at_once().await {
        if let Some((claims, mine)) = claimed {
            claims.sent(&mine).await;
        }
        delivery.done_for_certain().await;
    }
}

/// A claim goes back only if the item certainly was not sent, and before the message does.
async fn failed(
    worker: &Worker,
    delivery: Delivery,
    id: &str,
    claimed: Option<(&Claims, Mine)>,
    error: &Error,
) {
    if let (Advice::RetryLater { .. } | Advice::Stop, Some((claims, mine))) = (error.advice(), &claimed) {
        claims.release(mine).await;
    }
    worker.follow(delivery, id, error).await;
}
