//! The options of the program.

pub(crate) use cio_config::Region;
use cio_http::sandbox::{AppInWrongRegion, Builder, RetryAfter, Sandbox, TrackInWrongRegion};
use std::time::Duration;

pub(crate) const HELP: &str = "\
A stand-in Customer.io on loopback, for tests, with a page that shows what arrived.

usage: sandbox [--port N] [--workspace NAME]... [--env [us|eu]] [--state FILE]
               [--latency MS] [--rates WHAT] [--track WHAT] [--app WHAT]
               [--keep N] [--keep-running] [--in-container]

  --port N          take the ports N to N+5: Track, App and Pipelines of the US, then
                    of the EU; 0, the default, takes any that are free
  --workspace NAME  add a workspace of this name to both accounts; may be repeated
  --env [REGION]    print variables (CUSTOMERIO_SITE_ID=...) of the account in a
                    region, us by default, in place of the line of JSON: for a
                    .env file, for Compose, or for eval of a shell
  --state FILE      keep workspaces, keys, people and faults in a file, over restarts
  --latency MS      answer so many milliseconds later
  --rates WHAT      answer 429 to what is more than Customer.io enforces; Retry-After
                    is missing, in seconds, or a date
  --track WHAT      what the US Track API does with a pair of the EU: redirects (the
                    default), refuses, routes (inside, and answers 200)
  --app WHAT        what the App API does with a key of the other region: refuses (the
                    default), redirects (as in 2023)
  --keep N          keep the last N requests; 20000 by default
  --keep-running    do not stop when stdin is closed
  --in-container    listen on all interfaces, for a container whose ports are published
                    on 127.0.0.1 of its host; implies --keep-running
  --help            print this

Prints one line of JSON with the addresses and the made-up keys they take, and on
stderr the address of the page, then serves until stdin is closed or SIGINT or
SIGTERM arrives. With stdin closed from the start, as by `< /dev/null`, it stops at
once unless --keep-running is given.
GET /_sandbox/received on any of the addresses lists the requests as JSON, and
POST /_sandbox/faults lets the next one fail: {\"before\": {\"status\": 503}}
";

pub(crate) enum Command {
    Serve(Box<Builder>, Output),
    Help,
}

/// The output, and how long the program runs.
#[derive(Default)]
pub(crate) struct Output {
    /// The account whose variables are printed in place of the line of JSON.
    pub(crate) variables: Option<Region>,
    pub(crate) runs_on: bool,
}

pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut arguments = arguments.peekable();
    let (mut sandbox, mut output) = (Sandbox::builder(), Output::default());
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        match name.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--keep-running" => output.runs_on = true,
            "--in-container" => {
                output.runs_on = true;
                sandbox = sandbox.in_container();
            }
            "--env" => {
                let next = value.or_else(|| arguments.next_if(|next| !next.starts_with('-')));
                let region = next.as_deref().unwrap_or("us").parse();
                output.variables = Some(region.map_err(|_| "`--env` expects us or eu")?);
            }
            _ => {
                let value = value.or_else(|| arguments.next()).unwrap_or_default();
                sandbox = set(sandbox, &name, &value)?;
            }
        }
    }
    Ok(Command::Serve(Box::new(sandbox), output))
}

fn set(sandbox: Builder, name: &str, value: &str) -> Result<Builder, String> {
    Ok(match (name, value) {
        ("--port", port) => match port.parse() {
            Ok(port) if port <= 65_530 => sandbox.port(port),
            _ => return Err("`--port` expects a number from 0 to 65530".to_owned()),
        },
        ("--workspace" | "--state", "") => return Err(format!("`{name}` expects a name")),
        ("--workspace", name) => sandbox.workspace(name),
        ("--state", file) => sandbox.state(file),
        ("--keep", number) => match number.parse() {
            Ok(number) if number > 0 => sandbox.keep(number),
            _ => return Err("`--keep` expects a number of requests".to_owned()),
        },
        ("--latency", delay) => match delay.parse() {
            Ok(delay) if delay <= 600_000 => sandbox.latency(Duration::from_millis(delay)),
            _ => return Err("`--latency` expects milliseconds, 600000 at most".to_owned()),
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
