//! A Postgres outbox: what is to be sent is a row that the application inserts in its own transaction, and a worker sends it.
//!
//! `outbox ADDRESS`, such as `postgres://shop@db/shop`, is a worker; any number may run. `outbox ADDRESS put` inserts stored items
//! from stdin, one a line, all or none. A worker takes rows by `FOR UPDATE SKIP LOCKED`, and
//! each send is claimed, and the claim committed, before it leaves. The application's part is [`put`].

#[cfg(test)]
mod tests;

use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::batch::{BatchEvent, ItemOutcome, SendAll};
use cio_http::track::v2::Entity;
use cio_http::{Advice, Client, Error, Replay, Stored, StoredItem};
use std::time::Duration;
use tokio_postgres::{GenericClient, NoTls};

/// Rows stay in the order of their IDs, which say when an item was stored. `once` is what must not be sent twice.
const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS outbox (
        id      text PRIMARY KEY,
        item    jsonb NOT NULL,
        once    boolean NOT NULL,
        due     timestamptz NOT NULL DEFAULT now(),
        tries   int NOT NULL DEFAULT 0,
        parked  text
    );
    CREATE INDEX IF NOT EXISTS outbox_due ON outbox (once, due) WHERE parked IS NULL;
    CREATE TABLE IF NOT EXISTS outbox_claims (
        id      text PRIMARY KEY,
        made    timestamptz NOT NULL DEFAULT now()
    );";

/// How many rows one transaction takes.
const ROWS: i64 = 1000;

#[derive(CioCredentials)]
struct Shop {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let address = std::env::args().nth(1).ok_or("usage: outbox ADDRESS [put]")?;
    if std::env::args().nth(2).is_some_and(|argument| argument == "put") {
        return put_lines(&mut connect(&address).await?).await;
    }
    let cio = Client::new(Shop::load()?)?;
    let mut worker = Worker { rows: connect(&address).await?, claims: connect(&address).await?, cio };
    worker.rows.batch_execute(TABLE).await?;
    loop {
        if worker.work().await? == 0 {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}

async fn put_lines(database: &mut tokio_postgres::Client) -> Result<(), Fault> {
    database.batch_execute(TABLE).await?;
    let transaction = database.transaction().await?;
    for line in std::io::stdin().lines() {
        put(&transaction, &serde_json::from_str(&line?)?).await?;
    }
    Ok(transaction.commit().await?)
}

async fn connect(address: &str) -> Result<tokio_postgres::Client, Fault> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Inserts an item; with the application's own transaction, both are there or neither.
async fn put(database: &impl GenericClient, stored: &Stored) -> Result<(), Fault> {
    let (item, once) = (serde_json::to_string(stored)?, stored.replay() == Replay::Unsafe);
    // Postgres reorders the members, and leaves the body as it is: it is a string.
    let insert = "INSERT INTO outbox (id, item, once) VALUES ($1, $2::text::jsonb, $3)";
    database.execute(insert, &[&stored.id(), &item, &once]).await?;
    Ok(())
}

/// Its claims need a connection of their own: they are committed while the row is locked.
struct Worker {
    rows: tokio_postgres::Client,
    claims: tokio_postgres::Client,
    cio: Client<Shop>,
}

impl Worker {
    /// Sends what is due, and returns how many rows met an end.
    ///
    /// # Errors
    /// If the database does not answer, or everything else would fail too: a key is wrong. The rows stay.
    async fn work(&mut self) -> Result<usize, Fault> {
        Ok(self.batch().await? + self.once().await?)
    }

    /// What may arrive twice, in batches. The rows are locked until their ends are written; after a crash others take them.
    async fn batch(&mut self) -> Result<usize, Fault> {
        let transaction = self.rows.transaction().await?;
        let select = "SELECT id, item::text FROM outbox WHERE NOT once AND parked IS NULL AND due <= now()
                      ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED";
        let rows = transaction.query(select, &[&ROWS]).await?;
        let mut ends: Vec<(usize, End)> = Vec::new();
        let items: Vec<Result<Entity, String>> = rows.iter().map(|row| entity(row.get(1))).collect();
        let report = |event: BatchEvent<Entity, String>| match event {
            BatchEvent::Batch(report) => {
                ends.extend(report.items().map(|(index, outcome)| (index, end_of_item(outcome))));
            }
            BatchEvent::Skipped(skipped) => {
                ends.push((skipped.index(), End::Parked(skipped.fault().to_string())));
            }
            BatchEvent::BadRow(row) => ends.push((row.index(), End::Parked(row.error().clone()))),
            _ => {}
        };
        let _ = self.cio.send_all(items, &SendAll::default(), report).await;
        let (count, mut stop) = (ends.len(), None);
        for (index, end) in ends {
            stop = write(&transaction, rows[index].get(0), end).await?.or(stop);
        }
        transaction.commit().await?;
        stop.map_or(Ok(count), |reason| Err(reason.into()))
    }

    /// What must not be sent twice: locked, then claimed, then sent. A claim that is found was made by a worker that ended,
    /// since only its end unlocks the row.
    async fn once(&mut self) -> Result<usize, Fault> {
        let transaction = self.rows.transaction().await?;
        let select = "SELECT id, item::text FROM outbox WHERE once AND parked IS NULL AND due <= now()
                      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
        let Some(row) = transaction.query_opt(select, &[]).await? else { return Ok(0) };
        let (id, item): (&str, &str) = (row.get(0), row.get(1));
        let claim = "INSERT INTO outbox_claims (id) VALUES ($1) ON CONFLICT DO NOTHING";
        let end = match self.claims.execute(claim, &[&id]).await? {
            0 => End::Parked("a worker claimed it and ended: it may have been sent".into()),
            _ => send(&self.cio, item).await,
        };
        let stop = write(&transaction, id, end).await?;
        transaction.commit().await?;
        stop.map_or(Ok(1), |reason| Err(reason.into()))
    }
}

/// What becomes of a row.
enum End {
    Done,
    Later(Option<Duration>),
    Parked(String),
    /// It stays as it is, and the worker ends.
    Stop(String),
}

fn end_of(error: &Error) -> End {
    match error.advice() {
        Advice::RetryLater { after } => End::Later(after),
        Advice::Stop => End::Stop(format!("{error:?}")),
        _ => End::Parked(error.to_string()),
    }
}

fn entity(item: &str) -> Result<Entity, String> {
    let stored: Stored = serde_json::from_str(item).map_err(|fault| fault.to_string())?;
    match stored.into_item() {
        StoredItem::TrackItem(entity) => Ok(entity),
        _ => Err("this worker sends items of the Track API and messages".into()),
    }
}

fn end_of_item(outcome: ItemOutcome<'_>) -> End {
    match outcome {
        ItemOutcome::Accepted => End::Done,
        ItemOutcome::Refused(error) | ItemOutcome::Uncertain(error) => End::Parked(error.to_string()),
        ItemOutcome::Failed(error) => end_of(error),
        _ => End::Later(None),
    }
}

async fn send(cio: &Client<Shop>, item: &str) -> End {
    let stored: Stored = match serde_json::from_str(item) {
        Ok(stored) => stored,
        Err(fault) => return End::Parked(fault.to_string()),
    };
    let sent = match stored.item() {
        StoredItem::AppSend(send) => cio.send(send).await.map(drop),
        StoredItem::TrackItem(entity) => cio.send(entity).await,
        _ => return End::Parked("this worker sends items of the Track API and messages".into()),
    };
    sent.err().map_or(End::Done, |error| end_of(&error))
}

/// Writes the end of a row; gives back why the worker has to end, if it has to. The claim goes with what was certainly sent
/// or certainly not, in the same transaction.
async fn write(database: &impl GenericClient, id: &str, end: End) -> Result<Option<String>, Fault> {
    let mut stop = None;
    match end {
        End::Done => drop(database.execute("DELETE FROM outbox WHERE id = $1", &[&id]).await?),
        End::Later(after) => {
            let seconds = after.map(|after| after.as_secs_f64());
            let later = "UPDATE outbox SET tries = tries + 1,
                         due = now() + COALESCE($2, 2 ^ LEAST(tries, 9)) * interval '1 second' WHERE id = $1";
            database.execute(later, &[&id, &seconds]).await?;
        }
        End::Parked(words) => {
            database.execute("UPDATE outbox SET parked = $2 WHERE id = $1", &[&id, &words]).await?;
            return Ok(None);
        }
        End::Stop(reason) => stop = Some(reason),
    }
    database.execute("DELETE FROM outbox_claims WHERE id = $1", &[&id]).await?;
    Ok(stop)
}
