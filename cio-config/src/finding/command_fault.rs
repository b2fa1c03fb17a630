//! Why a command gave no value.

use crate::finding::unreadable::TIMEOUT;
use std::io::ErrorKind;

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
    NotStarted(ErrorKind),
    /// It ended with this status, or by a signal.
    #[error("failed{}", .0.map(|code| format!(" with status {code}")).unwrap_or_default())]
    Failed(Option<i32>),
    /// It did not end in time, and was ended.
    #[error("did not end within {} seconds", TIMEOUT.as_secs())]
    TimedOut,
    /// It printed more than is read of it.
    #[error("printed too much: a value may have 64 KiB, a document 1 MiB")]
    TooMuch,
    /// What it printed could not be read to its end.
    #[error("printed what could not be read ({0})")]
    Unread(ErrorKind),
    /// It printed a document that breaks the rules of its format.
    #[error("printed a document with a mistake: line {line}, column {column}: expected {expected}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// What was expected, in our own words.
        expected: &'static str,
    },
}
