//! The sandbox as a program: a stand-in Customer.io on loopback, for clients in any language.

use cio_http::sandbox::Sandbox;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::mpsc::{self, Sender};

const HELP: &str = "\
A stand-in Customer.io on loopback, for tests.

usage: sandbox [--port N]

  --port N   take the ports N to N+5: Track, App and Pipelines of the US, then of
             the EU; 0, the default, takes any that are free
  --help     print this

Prints one line of JSON with the addresses and the made-up keys they take, then
serves until stdin is closed or SIGINT or SIGTERM arrives. With stdin closed from
the start, as by `< /dev/null`, it stops at once: keep stdin open while you test.
GET /_sandbox/received on any of the addresses lists all requests as JSON, and
POST /_sandbox/faults lets the next one fail: {\"before\": {\"status\": 503}}
";

enum Command {
    Serve { port: u16 },
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
    match run(&command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the sandbox did not run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut port = 0;
    while let Some(argument) = arguments.next() {
        let value = match argument.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--port" => arguments.next(),
            other => match other.strip_prefix("--port=") {
                Some(value) => Some(value.to_owned()),
                None => return Err(format!("unknown argument `{other}`")),
            },
        };
        let expected = "`--port` expects a number from 0 to 65530";
        port = value.and_then(|value| value.parse().ok()).filter(|port| *port <= 65_530).ok_or(expected)?;
    }
    Ok(Command::Serve { port })
}

fn run(command: &Command) -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout();
    match *command {
        Command::Help => stdout.write_all(HELP.as_bytes())?,
        Command::Serve { port } => {
            let stop = stop_requests()?;
            let sandbox = Sandbox::builder().port(port).start()?;
            writeln!(stdout, "{}", sandbox.addresses())?;
            stdout.flush()?;
            stop.recv()?;
        }
    }
    Ok(())
}

/// Receives when somebody wants the program to stop.
fn stop_requests() -> io::Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    on_signal(sender.clone())?;
    std::thread::spawn(move || {
        // An error is an end as well. Nobody listens only when the program is ending anyway.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = sender.send(());
    });
    Ok(receiver)
}

/// Handlers stand before this returns, so a signal that comes right after the line was printed is not lost.
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
