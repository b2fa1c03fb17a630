//! The result of a checkup.

use super::finding::Finding;
use super::places::CredentialPlace;
use super::table;
use super::verdict::Verdict;
#[cfg(feature = "doctor")]
use crate::error::Error;
use cio_config::{LoadError, Problem, Region, Role};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// The result of a checkup: a finding for each credential of a client.
///
/// Needs the feature `async` or `blocking`.
///
/// Printed, it is a table to read; serialized, it is data: the struct, its region, the `outcome`, and for each finding its
/// `subject`, `roles`, `places`, `verdict`, `obstacle`, `answer`, `causes` and `hint`. It holds no byte of a key.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, Role};
/// use cio_http::{Checkup, Outcome, Verdict};
///
/// let error = AppCredentials::loader().environment(Environment::empty()).load().unwrap_err();
/// let checkup = Checkup::not_loaded(&error);
/// assert_eq!(checkup.finding(Role::AppApiKey).unwrap().verdict(), Verdict::NotLoaded);
/// assert_eq!(checkup.outcome(), Outcome::Problem);
/// println!("{checkup}");
/// ```
#[derive(Clone, Debug)]
pub struct Checkup {
    name: &'static str,
    region: Option<Region>,
    findings: Vec<Finding>,
}

/// The overall result of a checkup.
///
/// Needs the feature `async` or `blocking`.
///
/// ```
/// assert_eq!(cio_http::Outcome::CannotTell.exit_code(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service accepts every key that it was asked about, and nothing contradicts region and workspace.
    Ok,
    /// Something has to be changed.
    Problem,
    /// No problem was found, and some answer decides nothing, or no question was asked.
    CannotTell,
}

impl Checkup {
    pub(crate) fn new(name: &'static str, region: Option<Region>, findings: Vec<Finding>) -> Self {
        Self { name, region, findings }
    }

    /// A load that failed: its problems are the findings, and nothing was sent.
    #[must_use]
    pub fn not_loaded(error: &LoadError) -> Self {
        let findings = error.causes().map(not_loaded).chain(
            error
                .notes()
                .iter()
                .map(|note| Finding::new("note", Vec::new(), Verdict::NotAsked).because([note.to_string()])),
        );
        Self::new(error.name(), None, findings.collect())
    }

    /// The client could not be made, so nothing was sent.
    #[cfg(feature = "doctor")]
    pub(crate) fn no_client(name: &'static str, error: &Error) -> Self {
        let mut finding = Finding::new("client", Vec::new(), Verdict::NotLoaded).because([error.to_string()]);
        finding.fix = error.hint();
        Self::new(name, None, vec![finding])
    }

    /// One for each credential that is held, those of keys first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The finding about this credential.
    #[must_use]
    pub fn finding(&self, role: Role) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.roles().any(|found| found == role))
    }

    /// The name of the struct.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The region that the credentials state, if they were loaded.
    #[must_use]
    pub const fn region(&self) -> Option<Region> {
        self.region
    }

    /// The overall result.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let any = |is: fn(Verdict) -> bool| self.findings.iter().any(|finding| is(finding.verdict()));
        if any(Verdict::is_problem) {
            Outcome::Problem
        } else if any(|verdict| verdict == Verdict::CannotTell) || !any(|verdict| verdict == Verdict::Ok) {
            Outcome::CannotTell
        } else {
            Outcome::Ok
        }
    }

    /// How many findings are problems.
    pub(crate) fn problems(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict().is_problem()).count()
    }
}

fn not_loaded(problem: &Problem) -> Finding {
    let subject = problem.role().map_or("a source", Role::name);
    let place = problem.role().map(|role| CredentialPlace::of_problem(role, problem.looked_in()));
    let mut finding = Finding::new(subject, place.into_iter().collect(), Verdict::NotLoaded)
        .because([problem.to_string()])
        .fix(problem.hint());
    if !problem.needed_for().is_empty() {
        finding = finding.because([format!("needed for: {}", problem.needed_for().join(", "))]);
    }
    finding
}

impl Outcome {
    /// The exit code of the doctor program: 0, 1 or 3.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Problem => 1,
            Self::CannotTell => 3,
        }
    }

    /// `ok`, `problem` or `cannot_tell`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Problem => "problem",
            Self::CannotTell => "cannot_tell",
        }
    }
}

impl fmt::Display for Checkup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table::write(self, f, |_| "")
    }
}

impl Serialize for Checkup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut checkup = serializer.serialize_struct("Checkup", 4)?;
        checkup.serialize_field("struct", self.name)?;
        checkup.serialize_field("region", &self.region.map(Region::as_str))?;
        checkup.serialize_field("outcome", self.outcome().name())?;
        checkup.serialize_field("findings", &self.findings)?;
        checkup.end()
    }
}
