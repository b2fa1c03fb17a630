//! `work`: a worker, of which any number may run. It pulls what waits, sends it, and says of each message what became of it.

use crate::arguments::Arguments;
use crate::batches;
use crate::claims::Claims;
use crate::delivery::{Delivery, Held};
use crate::metrics::Metrics;
use crate::once;
use crate::parking::Why;
use crate::queue::{Lane, Place, Queue};
use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Loader, Region, SiteId, TrackApiKey};
use cio_http::sandbox::Addresses;
use cio_http::{Advice, Client, Error, Limit, Rate, RateBudget, StoredItem};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What items of every kind are signed with.
#[derive(CioCredentials)]
pub(crate) struct Keys {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

/// What the lanes of one worker share.
pub(crate) struct Worker {
    pub(crate) cio: Client<Keys>,
    pub(crate) queue: Queue,
    pub(crate) held: Held,
    pub(crate) metrics: Metrics,
    /// Without it a crash doubles what was under way: only to show that.
    pub(crate) claims: Option<Claims>,
    /// How many sends are under way at a time: a crash parks at most so many.
    pub(crate) in_flight: usize,
    stop: watch::Sender<Option<Stop>>,
}

/// Why a worker stops pulling.
#[derive(Clone, Debug)]
enum Stop {
    /// It was asked to.
    Asked,
    /// Everything else would fail too: a key, the region or the set-up is wrong.
    Wrong(String),
}

/// Runs until SIGTERM or SIGINT, or until a key is wrong; then finishes what is under way, and gives the rest back.
pub(crate) async fn work(arguments: &Arguments, place: &Place) -> Result<ExitCode, async_nats::Error> {
    // First, so that a worker that is asked to stop while it starts stops in order.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let worker = Arc::new(worker(arguments, place).await?);
    tokio::spawn(worker.held.clone().keep());
    let printing = Arc::clone(&worker);
    tokio::spawn(async move { printing.metrics.print(&printing.held).await });
    let asked = Arc::clone(&worker);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        asked.stop_for(Stop::Asked);
    });

    let track = batches::run(&worker, Lane::Track, |item| match item {
        StoredItem::TrackItem(entity) => Some(entity),
        _ => None,
    });
    let pipelines = batches::run(&worker, Lane::Pipelines, |item| match item {
        StoredItem::PipelinesItem(call) => Some(call),
        _ => None,
    });
    tokio::try_join!(track, pipelines, once::run(&worker))?;
    // What was said of messages may still be on its way.
    worker.queue.context.client().flush().await?;
    println!("{}", worker.metrics.line(&worker.held));
    let stop = worker.stop.borrow().clone();
    Ok(match stop {
        Some(Stop::Wrong(reason)) => {
            eprintln!("stopped, and left the messages in the queue: {reason}");
            ExitCode::from(3)
        }
        _ => ExitCode::SUCCESS,
    })
}

async fn worker(arguments: &Arguments, place: &Place) -> Result<Worker, async_nats::Error> {
    let builder = match arguments.text("--secrets") {
        // Files change while it runs, and a refused key is read again.
        Some(directory) => {
            Client::rotating_builder(&Loader::<Keys>::empty().secrets_dir(directory).rotating()?)
        }
        None => Client::builder(Keys::load()?),
    };
    let workers = arguments.number("--workers", 1).map_err(|error| error.to_string())?;
    let in_flight = arguments.number("--in-flight", 16).map_err(|error| error.to_string())?;
    // 3,000 sends in 3 s are documented: no more than 1,000 in any second, though that is not asked for.
    let rates = RateBudget::documented().rate(Limit::Sends, Rate::new(1000, Duration::from_secs(1)));
    let builder = builder.rate_budget(rates.share(1, workers));
    let builder = match std::env::var("SANDBOX") {
        Ok(line) => builder.sandbox(&line.parse::<Addresses>()?),
        Err(_) => builder,
    };
    let queue = Queue::open(place).await?;
    Ok(Worker {
        cio: builder.build()?,
        held: Held::new(&queue),
        metrics: Metrics::default(),
        claims: (!arguments.has("--without-claims")).then(|| Claims::new(queue.claims.clone())),
        queue,
        in_flight,
        stop: watch::Sender::new(None),
    })
}

impl Worker {
    /// Whether it pulls no more.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stop.borrow().is_some()
    }

    /// Ends when it pulls no more.
    pub(crate) async fn stopping(&self) {
        let _ = self.stop.subscribe().wait_for(Option::is_some).await;
    }

    /// Stops pulling, since everything else would fail like this.
    pub(crate) fn stop_pulling(&self, error: &Error) {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        self.stop_for(Stop::Wrong(format!("{error}{hint}")));
    }

    fn stop_for(&self, why: Stop) {
        self.stop.send_if_modified(|stop| {
            let is_first = stop.is_none();
            stop.get_or_insert(why);
            is_first
        });
    }

    /// Does with a message what the error advises. What may be sent again was not done.
    pub(crate) async fn follow(&self, delivery: Delivery, id: &str, error: &Error) {
        match error.advice() {
            Advice::RetryLater { .. } if delivery.times > LAST => {
                self.park(delivery, Some(id), Why::GivenUp, &error.to_string()).await;
            }
            Advice::RetryLater { after } => {
                let after = after.unwrap_or_else(|| delivery.own_delay());
                self.give_back(delivery, Some(after)).await;
            }
            Advice::Discard => self.park(delivery, Some(id), Why::Refused, &words(error)).await,
            Advice::Stop => {
                self.stop_pulling(error);
                self.give_back(delivery, None).await;
            }
            _ => self.park(delivery, Some(id), Why::MaybeSent, &error.to_string()).await,
        }
    }

    pub(crate) async fn give_back(&self, delivery: Delivery, after: Option<Duration>) {
        self.metrics.given_back();
        delivery.give_back(after).await;
    }

    pub(crate) async fn park(&self, delivery: Delivery, id: Option<&str>, why: Why, words: &str) {
        self.metrics.parked(why);
        self.queue.park(delivery, id, why, words).await;
    }
}

/// After so many deliveries a message is not given back once more.
const LAST: u64 = 100;

/// What the service said, or what we say of it.
fn words(error: &Error) -> String {
    if error.messages().is_empty() { error.to_string() } else { error.messages().join("; ") }
}
