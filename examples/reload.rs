//! Keys that are loaded again on SIGHUP, as `systemctl reload` sends it, and every minute.
//!
//! `cargo run --bin reload -- /run/secrets/customerio`, then `kill -HUP <its process>` once the files have changed.

#[cfg(unix)]
use cio_config::{AppApiKey, CioCredentials, Region};
#[cfg(unix)]
use std::error::Error;
#[cfg(unix)]
use std::time::Duration;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

#[cfg(unix)]
#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

#[cfg(unix)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).ok_or("usage: reload DIRECTORY")?;
    let keys = Billing::loader().secrets_dir(directory).rotating()?.check_every(Duration::from_secs(60));
    keys.on_change(|billing| println!("the App API key for {} changed", billing.region));
    let cio = cio_http::Client::rotating(&keys)?;
    println!("process {}: {cio:?}", std::process::id());

    let mut hang_up = signal(SignalKind::hangup())?;
    while hang_up.recv().await.is_some() {
        // It blocks until the load ends, so not on a task. A load that fails changes nothing.
        let again = keys.clone();
        match tokio::task::spawn_blocking(move || again.reload()).await? {
            Ok(()) => println!("loaded again: {cio:?}"),
            Err(error) => eprintln!("the keys in use are kept: {error}"),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn main() {
    eprintln!("SIGHUP is a signal of Unix");
}
