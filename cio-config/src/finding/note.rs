//! Something worth knowing that is not a problem.

use crate::finding::origin::Origin;
use crate::finding::problem::Problem;
use crate::text::escaped::Escaped;
use std::borrow::Cow;
use std::path::PathBuf;

/// Something worth knowing that is not a problem.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, Note};
///
/// let environment = Environment::from([("CIO_REGION", "eu")]);
/// let report = AppCredentials::loader().environment(environment).explain();
/// assert_eq!(report.fields()[1].notes(), [Note::Alias { canonical: "CUSTOMERIO_REGION".into() }]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// It was read under one of the other names of its role.
    #[error("read under another name; the usual one is `{canonical}`")]
    Alias {
        /// The name to use.
        canonical: Cow<'static, str>,
    },
    /// A byte order mark at the start of the file was skipped.
    #[error("the file starts with a byte order mark, which is not part of the value")]
    ByteOrderMark,
    /// The file is readable by every user of the machine.
    #[error("`{}` is readable by every user", Escaped(.path.display()))]
    ReadableByAll {
        /// The file.
        path: PathBuf,
    },
    /// A key that no field reads: in the table `customerio` of a file, or beside it if the file has no such table.
    #[error("no field reads {origin}")]
    UnknownKey {
        /// Where it is.
        origin: Origin,
    },
    /// There are more such keys than are reported one by one.
    #[error("no field reads {count} more keys")]
    UnknownKeys {
        /// How many more.
        count: usize,
    },
    /// It has 32 hexadecimal digits, as observed App API keys have. No format is published, so it is not a problem.
    #[error("it has 32 hexadecimal digits, like an App API key; this key usually has 20")]
    LooksLikeAppApiKey,
    /// A setting begins and ends with a quotation mark. In a credential that is a problem.
    #[error("the quotation marks around it are part of the value")]
    Quoted,
    /// A variable or an entry that no field reads, whose name may be meant for a field without a value.
    #[error("{origin} is set, and no field reads it: it may be meant for the {meant_for} (`{variable}`)")]
    MeantFor {
        /// Where it is.
        origin: Origin,
        /// The name of the role, or of a setting's field.
        meant_for: &'static str,
        /// The variable that the field reads.
        variable: Cow<'static, str>,
    },
    /// A problem of a source that `load` does not ask, because every field has its answer before.
    #[error("{problem}; `load` does not read this source, because every field has a value before it")]
    Unneeded {
        /// The problem.
        problem: Problem,
    },
    /// The `.env` file that was looked for does not exist.
    #[error("`{}` does not exist", Escaped(.path.display()))]
    NoDotenv {
        /// The file, with its directory.
        path: PathBuf,
    },
    /// A line of a `.env` file that follows no rule of its grammar, and was skipped: the file belongs to the whole program.
    #[error("`{}`, line {line}, column {column}, was skipped: expected {expected}", Escaped(.path.display()))]
    SkippedLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// There are more such lines than are reported one by one.
    #[error("{count} more lines of `{}` were skipped", Escaped(.path.display()))]
    SkippedLines {
        /// The file.
        path: PathBuf,
        /// How many more.
        count: usize,
    },
    /// sops has encrypted a document in which a field without a value was looked for.
    #[error(
        "{origin} shows that sops encrypted this document: load the output of sops in place of the file, with \
         `Loader::command([\"sops\", \"-d\", \"<file>\"], <format>)`"
    )]
    Sops {
        /// The table that sops added.
        origin: Origin,
    },
    /// A name that a field reads is inside a value in quotes of a `.env` file, so it is not set there.
    #[error(
        "`{name}` at line {line} of `{}` is inside the quoted value that begins at line {began}: is its closing quote missing?",
        Escaped(.path.display())
    )]
    InsideValue {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
        /// The line of the name, from 1.
        line: usize,
        /// The line at which the value begins.
        began: usize,
    },
}
