//! Keys that are loaded again on SIGHUP, as `systemctl reload` sends it, and every minute.
//!
//! `cargo run --bin reload -- /run/secrets/customerio`, then `kill -HUP <its process>` once the files have changed. It sends an
//! e-mail to each address that it reads from stdin, a line each.

#[cfg(unix)]
use cio_config::{AppApiKey, CioCredentials, Region};
#[cfg(unix)]
use cio_http::{Client, app::SendEmail};
#[cfg(unix)]
use std::error::Error;
#[cfg(unix)]
use std::time::Duration;
#[cfg(unix)]
use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};
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
    let cio = Client::rotating(&keys)?;

    let (mut hang_up, mut addresses) = (signal(SignalKind::hangup())?, BufReader::new(stdin()).lines());
    println!("process {}: {cio:?}", std::process::id());
    loop {
        tokio::select! {
            address = addresses.next_line() => match address? {
                Some(address) => send(&cio, &address).await,
                None => return Ok(()),
            },
            _ = hang_up.recv() => {
                // It blocks until the load ends, so not on a task. A load that fails changes nothing.
                let again = keys.clone();
                match tokio::task::spawn_blocking(move || again.reload()).await? {
                    Ok(()) => println!("loaded again: {cio:?}"),
                    Err(error) => eprintln!("the keys in use are kept: {error}"),
                }
            }
        }
    }
}

#[cfg(unix)]
async fn send(cio: &Client<Billing>, address: &str) {
    match cio.send(&SendEmail::template(3).to(address).id(address)).await {
        Ok(sent) => println!("sent: {sent:?}"),
        Err(error) => eprintln!("not sent: {error}"),
    }
}

#[cfg(not(unix))]
fn main() {
    eprintln!("SIGHUP is a signal of Unix");
}
