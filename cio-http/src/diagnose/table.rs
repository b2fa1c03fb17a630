//! A checkup as a table for people.

use super::checkup::{Checkup, Outcome};
use super::finding::Finding;
use super::verdict::Verdict;
use std::fmt;

/// Ends a colour.
const PLAIN: &str = "\x1b[0m";

/// Writes it; `colour` says how a verdict begins, `""` for no colour.
pub(crate) fn write(
    checkup: &Checkup,
    f: &mut dyn fmt::Write,
    colour: fn(Verdict) -> &'static str,
) -> fmt::Result {
    write!(f, "`{}`", checkup.name())?;
    if let Some(region) = checkup.region() {
        write!(f, " in {region}")?;
    }
    match (checkup.outcome(), checkup.problems()) {
        (Outcome::Ok, _) => writeln!(f, ": ok")?,
        (Outcome::CannotTell, _) => writeln!(f, ": no problem found, but not everything could be checked")?,
        (Outcome::Problem, 1) => writeln!(f, ": 1 problem")?,
        (Outcome::Problem, problems) => writeln!(f, ": {problems} problems")?,
    }
    let width = |text: fn(&Finding) -> usize| checkup.findings().iter().map(text).max().unwrap_or(0);
    let subjects = width(|finding| finding.subject().len());
    let verdicts = width(|finding| finding.verdict().to_string().len());
    for finding in checkup.findings() {
        let (subject, verdict) = (finding.subject(), finding.verdict().to_string());
        let begin = colour(finding.verdict());
        let end = if begin.is_empty() { "" } else { PLAIN };
        let places: Vec<_> = finding.places.iter().map(ToString::to_string).collect();
        let line = format!("  {subject:subjects$}  {begin}{verdict:verdicts$}{end}  {}", places.join(", "));
        writeln!(f, "{}", line.trim_end())?;
        write_details(finding, f)?;
    }
    Ok(())
}

fn write_details(finding: &Finding, f: &mut dyn fmt::Write) -> fmt::Result {
    if let Some(answer) = finding.answer() {
        writeln!(f, "    {answer}")?;
    }
    let label = if finding.causes().len() > 1 && finding.verdict() != Verdict::NotLoaded {
        "may be"
    } else {
        "cause"
    };
    for cause in finding.causes() {
        // The message of a syntax error may have more lines than one.
        writeln!(f, "    {label}: {}", cause.replace('\n', "\n      "))?;
    }
    match finding.hint() {
        Some(hint) => writeln!(f, "    fix: {hint}"),
        None => Ok(()),
    }
}
