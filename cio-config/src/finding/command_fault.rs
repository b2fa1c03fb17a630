//! Why a command did not give a value.

use crate::finding::unreadable::TIMEOUT;
use std::io::ErrorKind;

/// Why a command did not give a value.
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
    /// The program does not exist.
    #[error("was not found")]
    NotFound,
    /// It could not be started.
    #[error("could not be started ({0})")]
    NotStarted(ErrorKind),
    /// It exited with this status, or was ended by a signal.
    #[error("failed{}", .0.map(|code| format!(" with status {code}")).unwrap_or_default())]
    Failed(Option<i32>),
    /// It did not finish in time, and was killed.
    #[error("did not finish within {} seconds", TIMEOUT.as_secs())]
    TimedOut,
    /// It printed more than the limit.
    #[error("printed more than the limit: 64 KiB for a value, 1 MiB for a document")]
    TooMuch,
    /// Its output could not be read to the end.
    #[error("printed output that could not be read ({0})")]
    Unread(ErrorKind),
    /// It printed a document with a syntax error.
    #[error("printed an invalid document: line {line}, column {column}: expected {expected}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// The form that was expected. Never a part of the output.
        expected: &'static str,
    },
}
