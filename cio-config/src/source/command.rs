//! The output of a command: a password manager, or whatever prints one value.

use super::{Found, Value};
use crate::error::ProblemKind;
use crate::origin::Origin;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a command may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How many bytes it may print.
const LIMIT: usize = 64 * 1024;

/// Why a command gave no value.
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, CommandFault, Environment, ProblemKind, Region};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     #[cio(command = ["cio-no-such-program"])]
///     app_key: AppApiKey,
///     region: Region,
/// }
///
/// let error = Billing::loader().environment([("CUSTOMERIO_REGION", "eu")]).load().err().unwrap();
/// assert!(matches!(error.problems()[0].kind(), ProblemKind::Command { fault: CommandFault::NotFound, .. }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommandFault {
    /// There is no such program.
    #[error("was not found")]
    NotFound,
    /// It could not be started.
    #[error("could not be started ({0})")]
    NotStarted(std::io::ErrorKind),
    /// It ended with this status, or by a signal.
    #[error("failed{}", .0.map(|code| format!(" with status {code}")).unwrap_or_default())]
    Failed(Option<i32>),
    /// It did not end in time, and was ended.
    #[error("did not end within {} seconds", TIMEOUT.as_secs())]
    TimedOut,
    /// It printed more than a value.
    #[error("printed more than {LIMIT} bytes")]
    TooMuch,
}

/// Runs a program with its arguments, without a shell, and takes what it prints. What it says on standard error is dropped:
/// it may hold the value.
pub(crate) fn run(argv: &'static [&'static str]) -> Result<Found, Box<ProblemKind>> {
    let program = argv.first().copied().unwrap_or_default();
    let fault = |fault| Box::new(ProblemKind::Command { program, fault });
    let value = output(argv).map_err(fault)?;
    Ok(Found { value: value.without_final_newline(), origin: Origin::Command { program }, notes: vec![] })
}

fn output(argv: &[&str]) -> Result<Value, CommandFault> {
    let (program, arguments) = argv.split_first().ok_or(CommandFault::NotFound)?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => CommandFault::NotFound,
        kind => CommandFault::NotStarted(kind),
    })?;
    let outcome = printed(&mut child);
    if outcome.is_err() {
        // It may have ended by itself already, and then there is nothing to end.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| CommandFault::NotStarted(error.kind()))?;
    match outcome {
        Ok(_) if !status.success() => Err(CommandFault::Failed(status.code())),
        outcome => outcome,
    }
}

/// Reads on a thread, since a pipe cannot be read for a limited time. It ends with the program, which is ended in time.
fn printed(child: &mut Child) -> Result<Value, CommandFault> {
    let mut stdout = child.stdout.take().expect("it was asked for above");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Zeroizing::new(vec![0; LIMIT + 1]);
        let mut filled = 0;
        while let Ok(read @ 1..) = stdout.read(&mut bytes[filled..]) {
            filled += read;
            if filled > LIMIT {
                break;
            }
        }
        let outcome =
            if filled > LIMIT { Err(CommandFault::TooMuch) } else { Ok(Value::copy_of(&bytes[..filled])) };
        // The other end is gone if the time was up.
        let _ = sender.send(outcome);
    });
    let deadline = Instant::now() + TIMEOUT;
    let value = receiver.recv_timeout(TIMEOUT).map_err(|_| CommandFault::TimedOut)??;
    while child.try_wait().map_err(|error| CommandFault::NotStarted(error.kind()))?.is_none() {
        if Instant::now() > deadline {
            return Err(CommandFault::TimedOut);
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(value)
}
