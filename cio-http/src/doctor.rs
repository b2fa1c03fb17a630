//! A program that says which key is wrong: one line in `src/bin/doctor.rs`.
//!
//! Needs the feature `doctor`.
//!
//! ```no_run
//! # use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};
//! # #[derive(CioCredentials)]
//! # struct Billing { site_id: SiteId, track_key: TrackApiKey, app_key: AppApiKey, region: Region }
//! fn main() -> std::process::ExitCode {
//!     cio_http::doctor::main::<Billing>()
//! }
//! ```
//!
//! It loads the struct, asks as [`diagnose`](crate::blocking::Client::diagnose) does, and prints the table: with colour on
//! a terminal, unless `NO_COLOR` is set, and plain otherwise. A load that fails is reported in the same table.
//!
//! | argument | |
//! |---|---|
//! | `--json` | prints the checkup as JSON |
//! | `--cross-probe` | also asks whether a refused key is good in the other region, or is a key of another kind |
//! | `--help` | prints this |
//!
//! | exit code | |
//! |---|---|
//! | 0 | every key that could be asked about is accepted |
//! | 1 | there is a problem, and the table says which |
//! | 2 | an argument is unknown |
//! | 3 | no problem in sight, but an answer decides nothing, or there was nothing to ask |
//!
//! As an init container in Kubernetes it stops a deployment whose keys are refused before the first request of the program
//! is. To start in spite of an outage at Customer.io, let 3 pass: `doctor || [ $? -eq 3 ]`.

use crate::client::blocking::{Client, ClientBuilder};
use crate::diagnose::checkup::{Checkup, Outcome};
use crate::diagnose::table;
use crate::diagnose::verdict::Verdict;
use cio_config::{CioCredentials, Loader, StatesRegion};
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

const HELP: &str = "\
Asks Customer.io about each credential, without changing anything.

usage: doctor [--json] [--cross-probe]

  --json         print the findings as JSON
  --cross-probe  ask more about a key that is refused: whether it is good in the other
                 region, unless the type pins it, and whether it is another kind of key
  --help         print this

exit codes: 0 ok, 1 a problem, 2 an unknown argument, 3 cannot tell
";

/// An unknown argument.
const USAGE: u8 = 2;

/// Loads `C` as [`CioCredentials::load`] does, diagnoses it, prints the table, and gives the exit code.
///
/// Needs the feature `doctor`.
#[must_use]
pub fn main<C: CioCredentials + StatesRegion>() -> ExitCode {
    Doctor::<C>::new().run()
}

/// The same with a loader, a client or arguments of your own.
///
/// Needs the feature `doctor`.
///
/// ```no_run
/// # use cio_config::{AppCredentials, CioCredentials};
/// use cio_http::doctor::Doctor;
///
/// fn main() -> std::process::ExitCode {
///     let loader = AppCredentials::loader().secrets_dir("/run/secrets/customerio");
///     Doctor::new().loader(loader).run()
/// }
/// ```
#[must_use = "does nothing until `run` is called"]
pub struct Doctor<C> {
    loader: Loader<C>,
    set_up: Box<SetUp<C>>,
    arguments: Vec<String>,
}

type SetUp<C> = dyn FnOnce(ClientBuilder<C>) -> ClientBuilder<C>;

/// The options that the arguments set.
#[derive(Default)]
struct Options {
    json: bool,
    cross_probe: bool,
    help: bool,
}

impl<C: CioCredentials + StatesRegion> Doctor<C> {
    /// With the loader, the client and the arguments of [`main`].
    pub fn new() -> Self {
        let arguments = std::env::args_os().skip(1);
        Self {
            loader: C::loader(),
            set_up: Box::new(|builder| builder),
            arguments: arguments.map(|argument| argument.to_string_lossy().into_owned()).collect(),
        }
    }

    /// Loads by this loader.
    pub fn loader(mut self, loader: Loader<C>) -> Self {
        self.loader = loader;
        self
    }

    /// Sets up the client: a proxy, a certificate authority, a sandbox.
    pub fn client(mut self, set_up: impl FnOnce(ClientBuilder<C>) -> ClientBuilder<C> + 'static) -> Self {
        self.set_up = Box::new(set_up);
        self
    }

    /// Takes these arguments instead of those of the process.
    pub fn arguments<T: Into<String>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// Loads, asks, prints, and gives the exit code.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let options = match Options::read(&self.arguments) {
            Ok(options) => options,
            Err(Unknown { position }) => {
                // Only its position: it may hold a key, and a log keeps what is printed here.
                eprintln!("argument {position} is unknown\n\n{HELP}");
                return ExitCode::from(USAGE);
            }
        };
        if options.help {
            print(HELP);
            return ExitCode::SUCCESS;
        }
        let checkup = self.checkup(options.cross_probe);
        print(&if options.json { json(&checkup) } else { coloured(&checkup) });
        ExitCode::from(checkup.outcome().exit_code())
    }

    fn checkup(self, cross_probe: bool) -> Checkup {
        let (credentials, report) = match self.loader.load_with_report() {
            Ok(loaded) => loaded,
            Err(error) => return Checkup::not_loaded(&error),
        };
        match (self.set_up)(Client::builder(credentials)).build() {
            Ok(client) => client.checkup(cross_probe, Some(report)),
            Err(error) => Checkup::no_client(C::SCHEMA.name(), &error),
        }
    }
}

impl<C: CioCredentials + StatesRegion> Default for Doctor<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for Doctor<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Doctor").finish_non_exhaustive()
    }
}

/// An argument that is unknown, counted from 1.
struct Unknown {
    position: usize,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self, Unknown> {
        let mut options = Self::default();
        for (position, argument) in (1..).zip(arguments) {
            match argument.as_str() {
                "--json" => options.json = true,
                "--cross-probe" => options.cross_probe = true,
                "--help" | "-h" => options.help = true,
                _ => return Err(Unknown { position }),
            }
        }
        Ok(options)
    }
}

fn json(checkup: &Checkup) -> String {
    let json = serde_json::to_string_pretty(checkup).expect("strings and lists are JSON");
    json + "\n"
}

fn coloured(checkup: &Checkup) -> String {
    let mut text = String::new();
    table::write(checkup, &mut text, colour).expect("a string takes all that is written");
    text
}

/// How a verdict begins.
const fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "\x1b[32m",
        Verdict::CannotTell => "\x1b[33m",
        Verdict::NotAsked => "\x1b[2m",
        _ => "\x1b[1;31m",
    }
}

/// A reader that is gone needs no message; the exit code says the rest.
fn print(text: &str) {
    let mut stdout = anstream::stdout();
    let _: io::Result<()> = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

const _: () = assert!(Outcome::Problem.exit_code() != USAGE && Outcome::CannotTell.exit_code() != USAGE);
