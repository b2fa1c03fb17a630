//! Something worth knowing that is not a problem.

use crate::finding::origin::Origin;
use crate::finding::problem::Problem;
use crate::text::civil_date::civil_date;
use crate::text::escaped::Escaped;
use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
#[cfg(feature = "vault")]
use std::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

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
    /// A sandbox of `cio-http` issued this key: what it signs goes to the sandbox.
    #[error(
        "a sandbox on 127.0.0.1, port {port}, issued it: requests signed with it are sent there, not to \
            Customer.io"
    )]
    OfSandbox {
        /// The first of the sandbox's six ports.
        port: u16,
    },
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
    /// A key of a second set, which this load does not read.
    #[error(
        "{origin} is set, and nothing reads it: only credentials that rotate use a second set (`Loader::rotating`)"
    )]
    OnlyForRotating {
        /// Where it is.
        origin: Origin,
    },
    /// A key of a second set, for when the service refuses the first.
    #[error("{origin} belongs to a second set, which is used once a key of the first is refused")]
    SecondSet {
        /// Where it is.
        origin: Origin,
    },
    /// How long the store has had this value. The key itself may be older.
    #[error(
        "stored since {date}{}",
        if *.is_old { ", more than 90 days ago: replace the key; Customer.io recommends doing so regularly" } else { "" }
    )]
    StoredSince {
        /// The day.
        date: Date,
        /// Whether that is more than 90 days ago.
        is_old: bool,
    },
    /// When the store stops giving this value.
    #[error("expires on {date}")]
    Expires {
        /// The day.
        date: Date,
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
        /// The form that was expected.
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

/// A day in UTC, printed as `2026-12-01`.
///
/// ```
/// use cio_config::Date;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// assert_eq!(Date::of(UNIX_EPOCH + Duration::from_secs(1_796_083_200)).to_string(), "2026-12-01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u64,
    month: u64,
    day: u64,
}

impl Date {
    /// The day of a time; of one before 1970, the first day of that year.
    #[must_use]
    pub fn of(time: SystemTime) -> Self {
        let days = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / DAY;
        let (year, month, day) = civil_date(days);
        Self { year, month, day }
    }

    /// The begin of the day that a time in RFC 3339 is on: `2026-12-01T05:00:00Z`.
    #[cfg(feature = "vault")]
    pub(crate) fn begin_of(text: &str) -> Option<SystemTime> {
        let mut parts = text.get(..10)?.splitn(3, '-').map(str::parse::<u64>);
        let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let near = year.checked_sub(1970)? * 365 + (month.checked_sub(1)?) * 28;
        let wanted = Self { year, month, day };
        // The estimate is a little early: at most a leap day for each four years, and three days for each month.
        let days = (near..near + 600)
            .find(|days| Self::of(UNIX_EPOCH + Duration::from_secs(days * DAY)) == wanted)?;
        Some(UNIX_EPOCH + Duration::from_secs(days * DAY))
    }
}

const DAY: u64 = 24 * 60 * 60;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, Date};
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_day_is_the_same_in_both_directions() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_423, "2025-12-01"),
            (20_788, "2026-12-01"),
        ] {
            let time = UNIX_EPOCH + Duration::from_secs(days * DAY + DAY - 1);
            assert_eq!(Date::of(time).to_string(), expected);
            #[cfg(feature = "vault")]
            {
                let begin = Date::begin_of(&format!("{expected}T23:59:59.123Z"));
                assert_eq!(begin, Some(UNIX_EPOCH + Duration::from_secs(days * DAY)));
            }
        }
        #[cfg(feature = "vault")]
        for text in ["", "2026-13-01", "2026-02-30T00", "yesterday it was"] {
            assert_eq!(Date::begin_of(text), None, "{text}");
        }
    }
}
