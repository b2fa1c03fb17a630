//! Many workers behind one queue, NATS JetStream, so that a crash loses nothing and sends nothing twice.
//!
//! ```text
//! fleet enqueue    stored items from stdin, one a line, into the queue
//! fleet work       a worker: --workers N (how many share the rates), --in-flight N, --secrets DIRECTORY
//! fleet parked     what waits for a person: --again ID, --drop ID
//! fleet under-fire workers, broker and service fail for --seconds N; the last line says what became of every item
//! ```
//!
//! All take `--nats URL` and `--ack-wait SECONDS`. `SANDBOX` has the line that the sandbox prints, if there is one.

mod arguments;
mod batches;
mod claims;
mod delivery;
mod enqueue;
mod metrics;
mod once;
mod parked;
mod parking;
mod queue;
mod under_fire;
mod work;

use arguments::Arguments;
use queue::Place;
use std::process::ExitCode;
use std::time::Duration;

#[tokio::main]
async fn main() -> ExitCode {
    let (command, arguments) = Arguments::read();
    match run(command.as_deref(), &arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Option<&str>, arguments: &Arguments) -> Result<ExitCode, async_nats::Error> {
    let place = place(arguments).map_err(|error| error.to_string())?;
    match command {
        Some("enqueue") => enqueue::enqueue(&place).await,
        Some("work") => work::work(arguments, &place).await,
        Some("parked") => parked::parked(arguments, &place).await,
        Some("under-fire") => {
            Ok(under_fire::under_fire(arguments).await.map_err(|error| error.to_string())?)
        }
        _ => {
            eprintln!(
                "usage: fleet enqueue|work|parked|under-fire; the head of examples/fleet/main.rs says more"
            );
            Ok(ExitCode::from(2))
        }
    }
}

fn place(arguments: &Arguments) -> Result<Place, Box<dyn std::error::Error>> {
    Ok(Place {
        url: arguments.text("--nats").unwrap_or("nats://127.0.0.1:4222").into(),
        ack_wait: Duration::from_secs(arguments.number("--ack-wait", 30)?),
        max_bytes: arguments.number("--max-bytes", 1 << 30)?,
    })
}
