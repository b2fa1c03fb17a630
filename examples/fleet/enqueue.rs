//! `enqueue`: stored items from stdin, one a line, into the queue. Needs no key.

use crate::queue::{Place, Queue};
use cio_http::Stored;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use std::io::BufRead as _;
use std::process::ExitCode;
use std::time::Duration;
use tokio::time::sleep;

/// How many wait for the server's answer at a time.
const AT_ONCE: usize = 256;

/// How often a publish is tried: the server recognises the ID for two minutes.
const TRIES: u32 = 30;

/// Queues every line. Those that the queue did not take are printed again, and nothing of them is in the queue.
pub(crate) async fn enqueue(place: &Place) -> Result<ExitCode, async_nats::Error> {
    let queue = Queue::open(place).await?;
    let mut lines = std::io::stdin().lock().lines();
    let (mut queued, mut refused) = (0_u64, 0_u64);
    let mut under_way = FuturesUnordered::new();
    loop {
        while under_way.len() < AT_ONCE {
            let Some(line) = lines.next().transpose()? else { break };
            let queue = &queue;
            under_way.push(async move {
                let fault = match serde_json::from_str::<Stored>(&line) {
                    Ok(stored) => put(queue, &stored, &line).await.err(),
                    Err(fault) => Some(fault.into()),
                };
                (line, fault)
            });
        }
        match under_way.next().await {
            None => break,
            Some((_, None)) => queued += 1,
            Some((line, Some(fault))) => {
                refused += 1;
                println!("{line}");
                eprintln!("not queued: {fault}");
            }
        }
    }
    eprintln!("{queued} queued, {refused} not");
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Publishes until the server says that it is stored; a full queue refuses it.
pub(crate) async fn put(queue: &Queue, stored: &Stored, text: &str) -> Result<(), async_nats::Error> {
    for _ in 0..TRIES {
        match queue.put(stored, text.to_owned().into()).await {
            // One that is there already was stored by an attempt whose answer was lost.
            Ok(_) => return Ok(()),
            Err(error) if is_full(&error) => return Err(error),
            Err(_) => sleep(Duration::from_millis(200)).await,
        }
    }
    Err("the server does not answer".into())
}

/// What the server says of a stream that has no room: 10077 of bytes or messages.
fn is_full(error: &async_nats::Error) -> bool {
    let text = error.to_string();
    text.contains("maximum bytes exceeded") || text.contains("maximum messages exceeded")
}
