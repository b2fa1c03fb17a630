//! `under-fire`: workers and broker are killed, keys rotate and the service fails; then the record of the sandbox decides.

mod broker;
mod dice;
mod faults;
mod items;
mod keys;
mod throughput;
mod verdict;
mod workers;

use crate::arguments::Arguments;
use crate::enqueue::put;
use crate::parking::Parked;
use crate::queue::{Place, Queue};
use broker::{Broker, Sync};
use cio_config::Region;
use cio_http::Stored;
use cio_http::sandbox::Sandbox;
use dice::Dice;
use futures_util::stream::{self, StreamExt as _};
use items::{Amounts, Items};
use keys::Mounted;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use throughput::Throughput;
use tokio::time::sleep;
use verdict::Verdict;
use workers::Workers;

const US: Region = Region::Us;

/// A worker may be silent about a message for so long: short, so that the run ends soon after the last kill.
const ACK_WAIT: Duration = Duration::from_secs(5);

/// How long the service takes to answer.
const LATENCY: Duration = Duration::from_millis(20);

/// What is asked for.
struct Run {
    seconds: u64,
    seed: u64,
    workers: usize,
    in_flight: usize,
    amounts: Amounts,
    without_claims: bool,
    folder: PathBuf,
}

/// What was done to the run.
#[derive(Default)]
struct Kills {
    workers: usize,
    broker: usize,
    rotations: usize,
}

/// Runs it, and prints what became of every item.
pub(crate) async fn under_fire(arguments: &Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let run = Run::read(arguments)?;
    std::fs::create_dir_all(&run.folder)?;
    let of = arguments.number("--throughput", 200_000)?;
    let throughput =
        if of == 0 { None } else { Some(throughput::measure(&run.folder, run.workers, of).await?) };
    let is_good = run.go(throughput).await?;
    if is_good {
        std::fs::remove_dir_all(&run.folder)?;
    } else {
        eprintln!("the logs of the workers are in {}", run.folder.display());
    }
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Run {
    fn read(arguments: &Arguments) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            seconds: arguments.number("--seconds", 60)?,
            seed: arguments.number("--seed", 1)?,
            workers: arguments.number("--workers", 6)?,
            in_flight: arguments.number("--in-flight", 16)?,
            amounts: Amounts {
                events: arguments.number("--events", 100_000)?,
                identifies: arguments.number("--identifies", 20_000)?,
                sends: arguments.number("--sends", 5_000)?,
            },
            without_claims: arguments.has("--without-claims"),
            folder: std::env::temp_dir().join(format!("fleet-under-fire-{}", std::process::id())),
        })
    }

    async fn go(&self, throughput: Option<Throughput>) -> Result<bool, Box<dyn Error>> {
        let mut dice = Dice::new(self.seed);
        let sandbox = Sandbox::builder().keep(usize::MAX).latency(LATENCY).start()?;
        let mut broker = Broker::start(&self.folder.join("broker"), Sync::Default)?;
        let place = Place { url: broker.url.clone(), ack_wait: ACK_WAIT, max_bytes: 1 << 30 };
        let queue = Queue::open(&place).await.map_err(|error| error.to_string())?;
        let mut mounted = Mounted::new(self.folder.join("secrets"), &sandbox.credentials(US))?;
        let mut workers = Workers::start(
            self.workers,
            self.worker_arguments(&place, mounted.path()),
            sandbox.line(),
            &self.folder,
        )?;
        faults::script(&sandbox, &mut dice, 2_000, u32::try_from(self.amounts.sends)?);

        let items = Items::draw(self.amounts, &mut dice)?;
        let begun = Instant::now();
        let time = Duration::from_secs(self.seconds);
        let queued = Arc::new(items.queued.clone());
        let producing = tokio::spawn(produce(queue.clone(), queued, time.mul_f64(0.85)));
        let kills = self.fire(&sandbox, &mut broker, &mut workers, &mut mounted, &mut dice).await?;
        sandbox.recover();
        producing.await??;
        let is_empty = drained(&queue, &mut workers, Duration::from_secs(120)).await?;
        let elapsed = begun.elapsed();
        let ended_well = workers.terminate()?;
        let parked = all_parked(&queue).await.map_err(|error| error.to_string())?;
        let verdict = Verdict::of(&sandbox, &items, &parked);

        let killed = kills.workers + kills.broker * self.workers;
        let at_most = killed * self.in_flight + verdict.resets;
        let is_good = verdict.is_good(at_most) && is_empty && ended_well;
        let line = serde_json::json!({
            "good": is_good,
            "lost": verdict.lost(),
            "doubled": verdict.doubled(),
            "parked": verdict.sends_parked,
            "parked_at_most": at_most,
            "items_per_s": self.amounts.all() as f64 / elapsed.as_secs_f64(),
            "queue_is_empty": is_empty,
            "workers_ended_well": ended_well,
            "workers_killed": kills.workers,
            "workers_ended": workers.ends.len(),
            "broker_killed": kills.broker,
            "rotations": kills.rotations,
            "seed": self.seed,
            "seconds": elapsed.as_secs(),
            "detail": verdict.detail(),
            "poison": items.poison(),
            "throughput": throughput.map(|throughput| throughput.line()),
        });
        println!("{line}");
        Ok(is_good)
    }

    fn worker_arguments(&self, place: &Place, secrets: &Path) -> Vec<String> {
        let mut arguments: Vec<String> = [
            ("--nats", place.url.clone()),
            ("--ack-wait", place.ack_wait.as_secs().to_string()),
            ("--workers", self.workers.to_string()),
            ("--in-flight", self.in_flight.to_string()),
            ("--secrets", secrets.display().to_string()),
        ]
        .into_iter()
        .flat_map(|(name, value)| [name.to_owned(), value])
        .collect();
        arguments.extend(self.without_claims.then(|| "--without-claims".to_owned()));
        arguments
    }

    /// A worker is killed every two seconds, the broker twice, all at once in the middle, and keys rotate three times.
    async fn fire(
        &self,
        sandbox: &Sandbox,
        broker: &mut Broker,
        workers: &mut Workers,
        mounted: &mut Mounted,
        dice: &mut Dice,
    ) -> Result<Kills, Box<dyn Error>> {
        let (begun, time) = (Instant::now(), Duration::from_secs(self.seconds));
        let mut script = vec![
            (0.20, Blow::Broker),
            (0.50, Blow::Everything),
            (0.80, Blow::Broker),
            (0.15, Blow::NewKeys),
            (0.30, Blow::OldKeysEnd),
            (0.40, Blow::NewKeys),
            (0.55, Blow::OldKeysEnd),
            (0.65, Blow::NewKeys),
            (0.75, Blow::OldKeysEnd),
        ];
        script.extend(
            (1..=self.seconds / 2).map(|kill| (2.0 * kill as f64 / self.seconds as f64, Blow::Worker)),
        );
        script.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut kills = Kills::default();
        for (at, blow) in script {
            while begun.elapsed() < time.mul_f64(at) {
                sleep(Duration::from_millis(50)).await;
                workers.supervise()?;
            }
            match blow {
                Blow::Worker => {
                    workers.kill(usize::try_from(dice.below(workers.count() as u64))?)?;
                    kills.workers += 1;
                }
                Blow::Broker => {
                    broker.kill()?;
                    sleep(Duration::from_millis(500)).await;
                    broker.restart()?;
                    kills.broker += 1;
                }
                Blow::Everything => {
                    broker.kill()?;
                    let killed = workers.kill_all()?;
                    sleep(Duration::from_millis(500)).await;
                    broker.restart()?;
                    workers.start_all(killed)?;
                    kills.workers += killed;
                    kills.broker += 1;
                }
                Blow::NewKeys => {
                    sandbox.add_keys(US);
                    mounted.put(&sandbox.credentials(US))?;
                    kills.rotations += 1;
                }
                Blow::OldKeysEnd => sandbox.retire_older_keys(US),
            }
        }
        Ok(kills)
    }
}

/// One thing that is done to the run.
#[derive(Clone, Copy)]
enum Blow {
    Worker,
    Broker,
    Everything,
    NewKeys,
    OldKeysEnd,
}

/// Puts all into the queue, evenly over the time.
async fn produce(queue: Queue, queued: Arc<Vec<Stored>>, time: Duration) -> Result<(), String> {
    let (begun, all) = (Instant::now(), queued.len());
    let mut puts = stream::iter(0..all)
        .map(|index| {
            let (queue, queued) = (queue.clone(), Arc::clone(&queued));
            async move {
                let early = time.mul_f64(index as f64 / all as f64).saturating_sub(begun.elapsed());
                if !early.is_zero() {
                    sleep(early).await;
                }
                let text = serde_json::to_string(&queued[index]).map_err(|error| error.to_string())?;
                put(&queue, &queued[index], &text).await.map_err(|error| error.to_string())
            }
        })
        .buffered(512);
    while let Some(put) = puts.next().await {
        put?;
    }
    Ok(())
}

/// Waits until the queue is empty; whether it became so.
async fn drained(queue: &Queue, workers: &mut Workers, patience: Duration) -> Result<bool, Box<dyn Error>> {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        workers.supervise()?;
        if queue.waiting().await.is_ok_and(|waiting| waiting == 0) {
            return Ok(true);
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(false)
}

async fn all_parked(queue: &Queue) -> Result<Vec<Parked>, async_nats::Error> {
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(parked) = queue.parked_after(at).await? {
        at = parked.sequence;
        all.push(parked);
    }
    Ok(all)
}
