//! The output of a command: a password manager, or any program that prints one value.

use crate::credential::value::Value;
use crate::credential::value::without_final_newline;
use crate::environment::Environment;
use crate::finding::command_fault::CommandFault;
use crate::finding::kind::ProblemKind;
use crate::finding::unreadable::TIMEOUT;
use crate::read::pipe;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::{Command, Stdio};
use zeroize::Zeroizing;

/// How many bytes a value may have.
const LIMIT: usize = 64 * 1024;

/// Runs a program with its arguments, without a shell, and reads the value it prints.
pub(crate) fn value(argv: &[&str]) -> Result<Value, Box<ProblemKind>> {
    output(argv, LIMIT).map(|printed| Value::copy_of(without_final_newline(&printed)))
}

/// Reads a reference by 1Password's command line client: `op read -- <reference>`, and no other program whatever
/// the reference is. It is looked for, and logs in, as the variables of the load say.
pub(crate) fn one_password(reference: &str, environment: &Environment) -> Result<Value, CommandFault> {
    let mut command = Command::new("op");
    command.args(["read", "--", reference]);
    environment.lend(&mut command, |name| name == "PATH" || name == "HOME" || name.starts_with("OP_"));
    run_to_its_end(command, LIMIT).map(|printed| Value::copy_of(without_final_newline(&printed)))
}

/// The name of a program in messages.
pub(crate) fn program(argv: &[impl AsRef<OsStr>]) -> Cow<'static, str> {
    argv.first().map(|program| program.as_ref().to_string_lossy().into_owned()).unwrap_or_default().into()
}

/// Runs a program with its arguments, without a shell, and reads its output. Its standard error is dropped, because it
/// may hold a value.
pub(crate) fn output(
    argv: &[impl AsRef<OsStr>],
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, Box<ProblemKind>> {
    finish(argv, limit).map_err(|fault| Box::new(ProblemKind::Command { program: program(argv), fault }))
}

fn finish(argv: &[impl AsRef<OsStr>], limit: usize) -> Result<Zeroizing<Vec<u8>>, CommandFault> {
    let (program, arguments) = argv.split_first().ok_or(CommandFault::NotFound)?;
    let mut command = Command::new(program);
    command.args(arguments);
    run_to_its_end(command, limit)
}

fn run_to_its_end(mut command: Command, limit: usize) -> Result<Zeroizing<Vec<u8>>, CommandFault> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => CommandFault::NotFound,
        kind => CommandFault::NotStarted(kind),
    })?;
    let stdout = child.stdout.take().expect("it was asked for above");
    let outcome = pipe::read_output(stdout, limit, TIMEOUT, || {
        child.try_wait().map(|status| status.is_some()).map_err(|error| pipe::PipeFault::Unread(error.kind()))
    });
    if outcome.is_err() {
        // It may have ended by itself already, and then there is nothing to end.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| CommandFault::Unread(error.kind()))?;
    match outcome {
        Ok(_) if !status.success() => Err(CommandFault::Failed(status.code())),
        outcome => Ok(outcome?),
    }
}

impl From<pipe::PipeFault> for CommandFault {
    fn from(fault: pipe::PipeFault) -> Self {
        match fault {
            pipe::PipeFault::TimedOut => Self::TimedOut,
            pipe::PipeFault::TooMuch => Self::TooMuch,
            pipe::PipeFault::Unread(kind) => Self::Unread(kind),
        }
    }
}
