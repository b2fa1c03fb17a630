//! The sandbox as a program: a stand-in Customer.io on loopback, for clients in any language.

use cio_http::sandbox::{AppInWrongRegion, Builder, RetryAfter, Sandbox, TrackInWrongRegion};
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::mpsc::{self, Sender};

const HELP: &str = "\
A stand-in Customer.io on loopback, for tests.

usage: sandbox [--port N] [--track WHAT] [--app WHAT] [--rates WHAT]

  --port N      take the ports N to N+5: Track, App and Pipelines of the US, then of
                the EU; 0, the default, takes any that are free
  --track WHAT  what the US Track API does with a pair of the EU: redirects (the
                default), refuses, routes (inside, and answers 200)
  --app WHAT    what the App API does with a key of the other region: refuses (the
                default), redirects (as in 2023)
  --rates WHAT  answer 429 to what is more than Customer.io enforces; Retry-After is
                missing, in seconds, or a date
  --help        print this

Prints one line of JSON with the addresses and the made-up keys they take, then
serves until stdin is closed or SIGINT or SIGTERM arrives. With stdin closed from
the start, as by `< /dev/null`, it stops at once: keep stdin open while you test.
GET /_sandbox/received on any of the addresses lists all requests as JSON, and
POST /_sandbox/faults lets the next one fail: {\"before\": {\"status\": 503}}
";

enum Command {
    Serve(Builder),
    Help,
}

fn main() -> ExitCode {
    let command = match parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(fault) => {
            eprintln!("{fault}; `sandbox --help` says more");
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the sandbox did not run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut sandbox = Sandbox::builder();
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        if matches!(name.as_str(), "--help" | "-h") {
            return Ok(Command::Help);
        }
        let value = value.or_else(|| arguments.next()).unwrap_or_default();
        sandbox = set(sandbox, &name, &value)?;
    }
    Ok(Command::Serve(sandbox))
}

fn set(sandbox: Builder, name: &str, value: &str) -> Result<Builder, String> {
    Ok(match (name, value) {
        ("--port", port) => match port.parse() {
            Ok(port) if port <= 65_530 => sandbox.port(port),
            _ => return Err("`--port` expects a number from 0 to 65530".to_owned()),
        },
        ("--track", "redirects") => sandbox.track_in_wrong_region(TrackInWrongRegion::Redirects),
        ("--track", "refuses") => sandbox.track_in_wrong_region(TrackInWrongRegion::Refuses),
        ("--track", "routes") => sandbox.track_in_wrong_region(TrackInWrongRegion::RoutesInside),
        ("--track", _) => return Err("`--track` expects redirects, refuses or routes".to_owned()),
        ("--app", "refuses") => sandbox.app_in_wrong_region(AppInWrongRegion::Refuses),
        ("--app", "redirects") => sandbox.app_in_wrong_region(AppInWrongRegion::Redirects),
        ("--app", _) => return Err("`--app` expects refuses or redirects".to_owned()),
        ("--rates", "missing") => sandbox.limit_rates(RetryAfter::Missing),
        ("--rates", "seconds") => sandbox.limit_rates(RetryAfter::Seconds),
        ("--rates", "date") => sandbox.limit_rates(RetryAfter::Date),
        ("--rates", _) => return Err("`--rates` expects missing, seconds or date".to_owned()),
        _ => return Err(format!("unknown argument `{name}`")),
    })
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout();
    match command {
        Command::Help => stdout.write_all(HELP.as_bytes())?,
        Command::Serve(sandbox) => {
            let stop = stop_requests()?;
            let sandbox = sandbox.start()?;
            writeln!(stdout, "{}", sandbox.addresses())?;
            stdout.flush()?;
            stop.recv()?;
        }
    }
    Ok(())
}

/// Receives when the program is to stop.
fn stop_requests() -> io::Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    on_signal(sender.clone())?;
    std::thread::spawn(move || {
        // An error is an end as well. The receiver is gone only when the program is ending anyway.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = sender.send(());
    });
    Ok(receiver)
}

/// The handlers are installed before this returns, so a signal that comes right after the line was printed is not lost.
#[cfg(unix)]
fn on_signal(stop: Sender<()>) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let (mut interrupt, mut terminate) = {
        let _context = runtime.enter();
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
    };
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        });
        let _ = stop.send(());
    });
    Ok(())
}

#[cfg(not(unix))]
fn on_signal(stop: Sender<()>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    std::thread::spawn(move || {
        let _ = runtime.block_on(tokio::signal::ctrl_c());
        let _ = stop.send(());
    });
    Ok(())
}
