//! `parked`: what waits for a person, a line each, without what is in it; `--again ID` and `--drop ID` decide on one.

use crate::arguments::Arguments;
use crate::enqueue::put;
use crate::parking::Parked;
use crate::queue::{Place, Queue};
use cio_http::Stored;
use std::process::ExitCode;

pub(crate) async fn parked(arguments: &Arguments, place: &Place) -> Result<ExitCode, async_nats::Error> {
    let queue = Queue::open(place).await?;
    let (again, drop) = (arguments.text("--again"), arguments.text("--drop"));
    let (mut at, mut found) = (0, 0);
    while let Some(parked) = queue.parked_after(at).await? {
        at = parked.sequence;
        if again.or(drop).is_some_and(|id| id != parked.id) {
            continue;
        }
        found += 1;
        if again.is_some() {
            once_more(&queue, &parked).await?;
        }
        if again.or(drop).is_some() {
            queue.parked.delete_message(parked.sequence).await?;
        }
        println!("{}", line(&parked));
    }
    Ok(if found == 0 && again.or(drop).is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// With a new ID. Under the old one the server would confirm it and store nothing, since it has seen it; and the claim of
/// the old one would park it again.
async fn once_more(queue: &Queue, parked: &Parked) -> Result<(), async_nats::Error> {
    let stored: Stored = serde_json::from_slice(&parked.payload)?;
    let stored = Stored::new(stored.into_item())?;
    put(queue, &stored, &serde_json::to_string(&stored)?).await
}

fn line(parked: &Parked) -> serde_json::Value {
    serde_json::json!({
        "id": parked.id,
        "why": parked.why,
        "words": parked.words,
        "bytes": parked.payload.len(),
    })
}
