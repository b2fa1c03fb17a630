//! The fleet against a real nats-server, one for each test: `tests/servers/run.sh` installs it.

#[allow(dead_code, reason = "the program kills and restarts it, these tests do not")]
#[path = "under_fire/broker.rs"]
mod broker;
#[allow(dead_code, reason = "the program uses all of it")]
#[path = "queue.rs"]
mod queue;

use broker::{Broker, Sync};
use cio_config::{Region, Role};
use cio_http::Stored;
use cio_http::app::{AnySend, SendEmail};
use cio_http::pipelines::{AnyCall, Track};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::track::v2::{Entity, PersonEvent};
use queue::{Place, Queue};
use std::error::Error;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};
use tokio::time::sleep;

type Outcome = Result<(), Box<dyn Error + Send + std::marker::Sync>>;

/// A broker and a sandbox, and the program beside them.
struct Set {
    sandbox: Sandbox,
    broker: Broker,
    folder: PathBuf,
}

impl Set {
    fn new(name: &str, sandbox: Sandbox) -> Self {
        let folder = std::env::temp_dir().join(format!("fleet-tests-{}-{name}", std::process::id()));
        let broker = Broker::start(&folder, Sync::Default).unwrap();
        Self { sandbox, broker, folder }
    }

    fn command(&self, subcommand: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fleet"));
        command.arg(subcommand).args(arguments).args(["--nats", &self.broker.url]);
        command.env("SANDBOX", self.sandbox.line()).envs(self.sandbox.variables(Region::Us));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    async fn enqueue(&self, lines: &[String], arguments: &[&str]) -> std::io::Result<Output> {
        let mut child = self.command("enqueue", arguments).spawn()?;
        let mut stdin = child.stdin.take().unwrap();
        let text = lines.join("\n");
        let writing = tokio::spawn(async move { stdin.write_all(text.as_bytes()).await });
        let output = child.wait_with_output().await?;
        writing.await??;
        Ok(output)
    }

    fn work(&self, arguments: &[&str]) -> Child {
        self.command("work", arguments).spawn().unwrap()
    }

    async fn queue(&self) -> Queue {
        let (ack_wait, max_bytes) = (Duration::from_secs(30), 1 << 30);
        Queue::open(&Place { url: self.broker.url.clone(), ack_wait, max_bytes }).await.unwrap()
    }

    /// Waits until the queue is empty, at most 20 s.
    async fn is_drained(&self) -> bool {
        let (queue, begun) = (self.queue().await, Instant::now());
        while begun.elapsed() < Duration::from_secs(20) {
            if queue.waiting().await.unwrap() == 0 {
                return true;
            }
            sleep(Duration::from_millis(50)).await;
        }
        false
    }

    async fn parked(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let output = self.command("parked", arguments).output().await.unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        let _ = self.broker.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn event(person: u64) -> String {
    let stored = Stored::new(Entity::from(PersonEvent::new(person, "bought"))).unwrap();
    serde_json::to_string(&stored).unwrap()
}

fn email(person: u64) -> String {
    let stored = Stored::new(AnySend::from(SendEmail::template(3).to("ada@example.com").id(person))).unwrap();
    serde_json::to_string(&stored).unwrap()
}

async fn terminate(child: Child) -> Output {
    let id = child.id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
    child.wait_with_output().await.unwrap()
}

#[tokio::test]
async fn a_full_queue_refuses_the_producer_and_drops_nothing() -> Outcome {
    let set = Set::new("full", Sandbox::start()?);
    let lines: Vec<String> = (0..200).map(event).collect();
    let output = set.enqueue(&lines, &["--max-bytes", "30000"]).await?;
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("maximum bytes exceeded"), "{}", text(&output.stderr));
    let refused: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
    let queued = set.queue().await.waiting().await.unwrap();
    assert!(queued > 0 && queued + refused.len() as u64 == 200, "{queued} and {}", refused.len());

    let worker = set.work(&[]);
    assert!(set.is_drained().await);
    for some in refused.chunks(50) {
        assert!(set.enqueue(some, &[]).await?.status.success());
        assert!(set.is_drained().await);
    }
    assert_eq!(set.sandbox.events().len(), 200);
    assert!(terminate(worker).await.status.success());
    Ok(())
}

#[tokio::test]
async fn a_wrong_key_stops_pulling_and_leaves_the_messages() -> Outcome {
    let set = Set::new("key", Sandbox::start()?);
    set.sandbox.revoke(Region::Us, Role::TrackApiKey);
    let lines: Vec<String> = (0..50).map(event).collect();
    assert!(set.enqueue(&lines, &[]).await?.status.success());
    let output = set.work(&[]).wait_with_output().await?;
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("left the messages in the queue") && said.contains("401"), "{said}");
    assert_eq!(set.queue().await.waiting().await.unwrap(), 50);
    assert!(set.parked(&[]).await.is_empty());
    Ok(())
}

#[tokio::test]
async fn sigterm_finishes_what_is_under_way_and_gives_the_rest_back() -> Outcome {
    let set = Set::new("term", Sandbox::builder().latency(Duration::from_millis(300)).start()?);
    let lines: Vec<String> = (0..60).map(email).collect();
    assert!(set.enqueue(&lines, &[]).await?.status.success());
    let mut worker = set.work(&["--in-flight", "4"]);
    while set.sandbox.emails().len() < 8 {
        if worker.try_wait()?.is_some() {
            panic!("{:?}", worker.wait_with_output().await?);
        }
        sleep(Duration::from_millis(20)).await;
    }
    let output = terminate(worker).await;
    assert!(output.status.success(), "{}", text(&output.stderr));
    let sent = set.sandbox.emails().len() as u64;
    assert!((8..60).contains(&sent), "{sent}");
    assert_eq!(
        set.queue().await.waiting().await.unwrap(),
        60 - sent,
        "each that was sent is out of the queue"
    );
    let last = text(&output.stdout).lines().last().unwrap_or_default().to_owned();
    let metrics: serde_json::Value = serde_json::from_str(&last)?;
    assert_eq!((metrics["accepted"].as_u64(), metrics["held"].as_u64()), (Some(sent), Some(0)));

    // Sooner than the 30 s after which the server gives back what a worker is silent about.
    let other = set.work(&[]);
    assert!(set.is_drained().await);
    assert_eq!(set.sandbox.emails().len(), 60);
    assert!(terminate(other).await.status.success());
    Ok(())
}

#[tokio::test]
async fn what_may_have_been_sent_waits_for_a_person_who_decides() -> Outcome {
    let set = Set::new("parked", Sandbox::start()?);
    for _ in 0..2 {
        set.sandbox.fail(Fault::after(Symptom::reset()).on::<AnySend>());
    }
    let worker = set.work(&[]);
    assert!(set.enqueue(&[email(1), email(2)], &[]).await?.status.success());
    assert!(set.is_drained().await);
    let parked = set.parked(&[]).await;
    let ids: Vec<&str> = parked.iter().map(|parked| parked["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), set.sandbox.emails().len()), (2, 2));
    assert!(parked.iter().all(|parked| parked["why"] == "maybe-sent"), "{parked:?}");
    assert!(!format!("{parked:?}").contains("ada@example.com"));

    // It was not, says the dashboard of the one; it was, of the other.
    assert_eq!(set.parked(&["--again", ids[0]]).await.len(), 1);
    assert_eq!(set.parked(&["--drop", ids[1]]).await.len(), 1);
    assert!(set.is_drained().await);
    assert_eq!((set.parked(&[]).await.len(), set.sandbox.emails().len()), (0, 3));
    assert!(terminate(worker).await.status.success());
    Ok(())
}

#[tokio::test]
async fn what_no_worker_can_read_is_parked_and_the_rest_goes_on() -> Outcome {
    let set = Set::new("unreadable", Sandbox::start()?);
    let queue = set.queue().await;
    // A producer in another language, or of a later version.
    let later = email(1).replace("\"version\":1", "\"version\":2");
    for (subject, text) in
        [("cio.track", "ada@example.com".to_owned()), ("cio.once", later), ("cio.track", email(2))]
    {
        queue.context.publish(subject, text.into()).await?.await?;
    }
    let call = Stored::new(AnyCall::from(Track::new("42", "bought")))?;
    let lines = [event(1), email(3), serde_json::to_string(&call)?];
    assert!(set.enqueue(&lines, &[]).await?.status.success());
    assert!(!set.enqueue(&["ada@example.com".to_owned()], &[]).await?.status.success());
    let worker = set.work(&[]);
    assert!(set.is_drained().await);
    let parked = set.parked(&[]).await;
    assert_eq!(parked.len(), 3, "{parked:?}");
    assert!(parked.iter().all(|parked| parked["why"] == "unreadable"), "{parked:?}");
    assert!(!format!("{parked:?}").contains("ada@"), "{parked:?}");
    assert_eq!((set.sandbox.events().len(), set.sandbox.emails().len()), (2, 1));
    assert!(terminate(worker).await.status.success());
    Ok(())
}

#[tokio::test]
async fn a_send_that_takes_longer_than_the_server_waits_is_not_given_to_another_worker() -> Outcome {
    let set = Set::new("progress", Sandbox::start()?);
    set.sandbox.fail(Fault::late(Duration::from_secs(5)).on::<AnySend>());
    let workers = [set.work(&["--ack-wait", "1"]), set.work(&["--ack-wait", "1"])];
    // The first that opens the queue makes its consumers.
    sleep(Duration::from_secs(1)).await;
    assert!(set.enqueue(&[email(1)], &[]).await?.status.success());
    assert!(set.is_drained().await);
    assert_eq!((set.sandbox.emails().len(), set.parked(&[]).await.len()), (1, 0));
    for worker in workers {
        assert!(terminate(worker).await.status.success());
    }
    Ok(())
}

#[tokio::test]
async fn the_server_confirms_an_id_that_it_has_seen_and_stores_nothing_even_after_a_purge() -> Outcome {
    let set = Set::new("seen", Sandbox::start()?);
    let (queue, line) = (set.queue().await, event(1));
    let stored: Stored = serde_json::from_str(&line)?;
    assert!(queue.put(&stored, line.clone().into()).await?);
    assert!(!queue.put(&stored, line.clone().into()).await?);
    queue.work.purge().await?;
    assert!(!queue.put(&stored, line.into()).await?, "why a stored item has an ID of its own");
    assert_eq!(queue.waiting().await?, 0);
    // What is queued again on purpose is stored anew.
    let again = Stored::new(stored.into_item())?;
    assert!(queue.put(&again, serde_json::to_string(&again)?.into()).await?);
    Ok(())
}
