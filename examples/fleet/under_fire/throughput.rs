//! How fast it is when nothing fails: one process with `send_all`, and the fleet, whose broker writes now and then or always.

use super::broker::{Broker, Sync};
use super::dice::Dice;
use super::items::{Amounts, Items};
use super::keys::Mounted;
use super::workers::Workers;
use super::{ACK_WAIT, US, drained, produce};
use crate::queue::{Place, Queue};
use cio_config::{SiteId, TrackApiKey, TrackCredentials};
use cio_http::Client;
use cio_http::batch::SendAll;
use cio_http::sandbox::Sandbox;
use cio_http::track::v2::PersonEvent;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Events a second.
pub(crate) struct Throughput {
    send_all: f64,
    default: Fleet,
    always: Fleet,
}

/// Into the queue by one producer, and out of a full queue by all workers, from their start to the last event.
struct Fleet {
    enqueue: f64,
    work: f64,
}

impl Throughput {
    pub(crate) fn line(&self) -> serde_json::Value {
        serde_json::json!({
            "send_all_in_one_process": self.send_all.round(),
            "enqueue": self.default.enqueue.round(),
            "work": self.default.work.round(),
            "enqueue_sync_always": self.always.enqueue.round(),
            "work_sync_always": self.always.work.round(),
        })
    }
}

pub(crate) async fn measure(
    folder: &Path,
    workers: usize,
    events: u64,
) -> Result<Throughput, Box<dyn Error>> {
    let throughput = Throughput {
        send_all: send_all(events).await?,
        default: fleet(&folder.join("default"), workers, events, Sync::Default).await?,
        // The disk decides, so fewer are enough.
        always: fleet(&folder.join("always"), workers, events / 20, Sync::Always).await?,
    };
    println!("events a second: {}", throughput.line());
    Ok(throughput)
}

async fn send_all(events: u64) -> Result<f64, Box<dyn Error>> {
    let sandbox = Sandbox::builder().keep(1).start()?;
    let keys = sandbox.credentials(US);
    let credentials =
        TrackCredentials::new(SiteId::new(keys.site_id())?, TrackApiKey::new(keys.track_api_key())?, US);
    let cio = Client::builder(credentials).sandbox(&sandbox).build()?;
    let begun = Instant::now();
    let made =
        (0..events).map(|number| PersonEvent::new(number % 2_000, "bought").attribute("number", number));
    let summary = cio.send_all(made, &SendAll::default(), |_| {}).await;
    if !summary.is_complete() {
        return Err("`send_all` did not send all".into());
    }
    Ok(events as f64 / begun.elapsed().as_secs_f64())
}

async fn fleet(folder: &Path, count: usize, events: u64, sync: Sync) -> Result<Fleet, Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let sandbox = Sandbox::builder().keep(1).start()?;
    let broker = Broker::start(&folder.join("broker"), sync)?;
    let place = Place { url: broker.url.clone(), ack_wait: ACK_WAIT, max_bytes: 1 << 30 };
    let queue = Queue::open(&place).await.map_err(|error| error.to_string())?;
    let mounted = Mounted::new(folder.join("secrets"), &sandbox.credentials(US))?;
    let amounts = Amounts { events, identifies: 0, sends: 0 };
    let items = Arc::new(Items::draw(amounts, &mut Dice::new(1))?.queued);
    let begun = Instant::now();
    produce(queue.clone(), items, Duration::ZERO).await?;
    let queued = Instant::now();
    let arguments = [
        ("--nats", place.url.clone()),
        ("--ack-wait", place.ack_wait.as_secs().to_string()),
        ("--workers", count.to_string()),
        ("--secrets", mounted.path().display().to_string()),
    ];
    let arguments = arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
    let mut workers = Workers::start(count, arguments, sandbox.line(), folder)?;
    let is_empty = drained(&queue, &mut workers, Duration::from_secs(300)).await?;
    let (enqueue, work) = (queued - begun, queued.elapsed());
    workers.terminate()?;
    if !is_empty {
        return Err("the fleet did not send all".into());
    }
    let rate = |time: Duration| events as f64 / time.as_secs_f64();
    Ok(Fleet { enqueue: rate(enqueue), work: rate(work) })
}
