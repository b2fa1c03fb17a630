//! The outbox against a real server: `tests/servers/run.sh` starts it.

use super::{Fault, Shop, TABLE, Worker, connect, put};
use cio_config::{CioCredentials, Region, Role};
use cio_http::app::{AnySend, SendEmail};
use cio_http::sandbox::{Fault as Failing, Sandbox, Symptom};
use cio_http::track::v2::{Custom, Entity, PersonEvent};
use cio_http::{Client, Policy, Stored};
use std::time::Duration;
use tokio_postgres::Client as Database;

/// A database of its own for each test.
async fn database(name: &str) -> Result<(String, Database), Fault> {
    let server = std::env::var("CIO_TEST_POSTGRES").map_err(|_| "run tests/servers/run.sh")?;
    let all = connect(&format!("{server}/postgres")).await?;
    all.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    all.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    let address = format!("{server}/{name}");
    let database = connect(&address).await?;
    database.batch_execute(TABLE).await?;
    Ok((address, database))
}

async fn worker(address: &str, sandbox: &Sandbox) -> Result<Worker, Fault> {
    let shop: Shop = Shop::loader().environment(sandbox.environment()).load()?;
    let cio = Client::builder(shop).sandbox(sandbox).policy(Policy::none()).build()?;
    Ok(Worker { rows: connect(address).await?, claims: connect(address).await?, cio })
}

fn event(person: u64) -> Stored {
    Stored::new(Entity::from(PersonEvent::new(person, "bought").attribute("b", 1.50).attribute("a", 2)))
        .unwrap()
}

fn email(person: u64) -> Stored {
    Stored::new(AnySend::from(SendEmail::template(3).to("ada@example.com").id(person))).unwrap()
}

/// Why each parked row is, in the order of the rows.
async fn parked(database: &Database) -> Result<Vec<String>, Fault> {
    let rows = database.query("SELECT parked FROM outbox WHERE parked IS NOT NULL ORDER BY id", &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

async fn count(database: &Database) -> Result<i64, Fault> {
    Ok(database.query_one("SELECT count(*) FROM outbox", &[]).await?.get(0))
}

#[tokio::test]
async fn what_the_application_commits_is_sent_and_what_it_takes_back_is_not() -> Result<(), Fault> {
    let (sandbox, (address, mut database)) = (Sandbox::start()?, database("outbox_commit").await?);
    let taken_back = database.transaction().await?;
    put(&taken_back, &email(1)).await?;
    taken_back.rollback().await?;
    let committed = database.transaction().await?;
    put(&committed, &email(2)).await?;
    put(&committed, &event(2)).await?;
    committed.commit().await?;

    let mut worker = worker(&address, &sandbox).await?;
    assert_eq!(worker.work().await?, 2);
    assert_eq!(sandbox.emails().len(), 1);
    assert_eq!(sandbox.emails()[0].identifiers["id"], "2");
    let received = sandbox.received();
    let body = std::str::from_utf8(&received[0].raw)?;
    assert!(body.contains(r#""attributes":{"b":1.5,"a":2}"#), "not reordered by jsonb: {body}");
    assert_eq!((count(&database).await?, worker.work().await?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn several_workers_send_each_row_once_while_answers_are_lost() -> Result<(), Fault> {
    let (sandbox, (address, mut database)) = (Sandbox::start()?, database("outbox_many").await?);
    let all = database.transaction().await?;
    for person in 0..3_000 {
        put(&all, &event(person)).await?;
    }
    for person in 0..120 {
        put(&all, &email(person)).await?;
    }
    all.commit().await?;
    for lost in 0..5 {
        sandbox.fail(Failing::after(Symptom::reset()).on::<AnySend>().skip(lost * 20));
        sandbox.fail(Failing::before(Symptom::status(429)).on::<AnySend>().skip(lost * 20 + 10));
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let mut worker = worker(&address, &sandbox).await?;
        workers.spawn(async move {
            // What was answered with 429 is due a second later.
            let mut idle = 0;
            while idle < 20 {
                idle = if worker.work().await? == 0 { idle + 1 } else { 0 };
                if idle > 0 {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            Ok::<_, Fault>(())
        });
    }
    while let Some(worker) = workers.join_next().await {
        worker??;
    }
    assert_eq!(sandbox.events().len(), 3_000);
    assert_eq!(sandbox.emails().len(), 120, "none is lost, and none came twice");
    let parked = parked(&database).await?;
    assert_eq!(parked.len(), 5, "{parked:?}");
    assert!(parked.iter().all(|words| words.contains("may have been processed")), "{parked:?}");
    assert_eq!(count(&database).await?, 5);
    Ok(())
}

#[tokio::test]
async fn what_a_worker_claimed_before_it_ended_is_parked_and_not_sent_again() -> Result<(), Fault> {
    let (sandbox, (address, database)) = (Sandbox::start()?, database("outbox_crash").await?);
    put(&database, &email(1)).await?;
    put(&database, &event(1)).await?;
    // It is cut off while the send is under way, as by SIGKILL: the server ends its transaction.
    sandbox.fail(Failing::late(Duration::from_secs(60)).on::<AnySend>());
    let mut crashing = worker(&address, &sandbox).await?;
    let crashing = tokio::spawn(async move { crashing.work().await });
    while sandbox.emails().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut other = worker(&address, &sandbox).await?;
    assert_eq!(other.work().await?, 0, "it is under way");
    crashing.abort();
    let _ = crashing.await;
    while other.work().await? == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(parked(&database).await?, ["a worker claimed it and ended: it may have been sent"]);
    assert_eq!((sandbox.emails().len(), sandbox.events().len()), (1, 1));
    Ok(())
}

#[tokio::test]
async fn poison_is_parked_with_the_services_words_and_a_wrong_key_leaves_the_rows() -> Result<(), Fault> {
    let (sandbox, (address, database)) = (Sandbox::start()?, database("outbox_refused").await?);
    let mut worker = worker(&address, &sandbox).await?;
    let nameless = serde_json::json!({"type": "person", "action": "event", "identifiers": {"id": "1"}});
    put(&database, &Stored::new(Entity::of(&Custom(nameless)))?).await?;
    put(&database, &event(1)).await?;
    assert_eq!(worker.work().await?, 2);
    let words = parked(&database).await?;
    assert!(words.len() == 1 && words[0].contains("name"), "{words:?}");
    assert_eq!(sandbox.events().len(), 1);

    sandbox.revoke(Region::Us, Role::AppApiKey);
    put(&database, &email(1)).await?;
    let error = worker.work().await.unwrap_err().to_string();
    assert!(error.contains("401"), "{error}");
    let claims = database.query_one("SELECT count(*) FROM outbox_claims", &[]).await?;
    assert_eq!((count(&database).await?, parked(&database).await?.len(), claims.get::<_, i64>(0)), (2, 1, 0));
    Ok(())
}
