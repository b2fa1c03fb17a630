//! What only shows when all answers are there: values that contradict each other, halves of a pair, names that are nearly
//! right, and things worth a note.

use crate::check::claims;
use crate::names;
use crate::origin::Origin;
use crate::problem::ProblemKind;
use crate::report::Note;
use crate::schema::{FieldKind, Wanted};
use crate::source::{Answer, Source};
use crate::{Exposure, Role};
use std::path::Path;

/// Looks at all answers together, before any is built.
pub(crate) fn inspect(answers: &mut [Answer], sources: &[Source]) {
    refuse_one_value_in_two_roles(answers);
    refuse_half_a_pair(answers);
    if answers.iter().any(Answer::is_missing) {
        find_near_misses(answers, sources);
    }
}

/// Two keys that are the same are one key copied into both slots.
fn refuse_one_value_in_two_roles(answers: &mut [Answer]) {
    for index in 1..answers.len() {
        let (before, rest) = answers.split_at_mut(index);
        let answer = &mut rest[0];
        let twin = before.iter().find_map(|other| same_value(other, answer));
        if let (Some((role, first)), Ok(Some(found))) = (twin, &answer.outcome) {
            let second = found.origin.clone();
            answer.outcome = Err(Box::new(ProblemKind::SameValue { role, first, second }));
        }
    }
}

fn same_value(left: &Answer, right: &Answer) -> Option<(Role, Origin)> {
    let (one, other) = (left.wanted.field.role()?, right.wanted.field.role()?);
    let (Ok(Some(left)), Ok(Some(right))) = (&left.outcome, &right.outcome) else { return None };
    let may_be_equal = one == other
        || [one, other].iter().any(|role| matches!(role, Role::Region | Role::WorkspaceId))
        || matches!(
            (one, other),
            (Role::SiteId, Role::MigrationSiteId) | (Role::MigrationSiteId, Role::SiteId)
        );
    let empty = left.value.bytes().is_empty();
    (!may_be_equal && !empty && left.value == right.value).then(|| (one, left.origin.clone()))
}

/// One half of the Track pair without the other, where the struct would take both or neither.
fn refuse_half_a_pair(answers: &mut [Answer]) {
    for index in 0..answers.len() {
        let present = match answers[index].wanted.field.role() {
            _ if answers[index].is_settled() => None,
            Some(Role::TrackApiKey) if found(answers, index, Role::CdpApiKey).is_some() => None,
            Some(Role::TrackApiKey) => found(answers, index, Role::SiteId),
            Some(Role::SiteId) => found(answers, index, Role::TrackApiKey),
            _ => None,
        };
        if let Some(present) = present.filter(|_| !answers[index].is_missing()) {
            answers[index].outcome = Err(Box::new(ProblemKind::HalfPair { present }));
        }
    }
}

/// Where the credential of a role was found, in the same struct as the answer at `index`.
fn found(answers: &[Answer], index: usize, role: Role) -> Option<Origin> {
    let beside =
        answers.iter().filter(|answer| std::ptr::eq(answer.wanted.schema, answers[index].wanted.schema));
    beside.filter(|answer| answer.wanted.field.role() == Some(role)).find_map(|answer| {
        match &answer.outcome {
            Ok(Some(found)) => Some(found.origin.clone()),
            _ => None,
        }
    })
}

/// Looks for what was meant for a field that has no answer: only now are all names looked at.
fn find_near_misses(answers: &mut [Answer], sources: &[Source]) {
    let read: Vec<String> = answers
        .iter()
        .flat_map(|answer| answer.wanted.variables().map(std::borrow::Cow::into_owned))
        .collect();
    let set: Vec<(String, Origin)> = sources.iter().flat_map(Source::names).collect();
    let keys: Vec<(String, Origin)> = sources.iter().flat_map(Source::other_keys).collect();
    for answer in answers.iter_mut().filter(|answer| answer.is_missing()) {
        let wanted = answer.wanted;
        let names = set.iter().filter(|(name, _)| !read.contains(name) && is_near(name, wanted));
        let keys = keys.iter().filter(|(key, _)| is_near_key(key, wanted));
        answer.near = names.chain(keys).map(|(_, origin)| origin.clone()).collect();
    }
}

/// Whether somebody who wrote `key` in a file may have meant a field: it is in the same table, and nearly its key.
fn is_near_key(key: &str, wanted: Wanted) -> bool {
    let Some((table, name)) = key.rsplit_once('.') else { return false };
    wanted
        .file_keys()
        .filter_map(|own| own.rsplit_once('.').map(|(table, key)| (table.to_owned(), key.to_owned())))
        .any(|(own_table, own)| {
            let claims = wanted.field.role().is_some() && claims::by_field(name) == wanted.field.role();
            table == own_table && (claims || names::distance(name.as_bytes(), own.as_bytes()) <= 2)
        })
}

/// Keys in our tables that nothing reads: no problem by themselves.
pub(crate) fn unknown_keys(answers: &[Answer], sources: &[Source]) -> Vec<Note> {
    let read: Vec<String> = answers.iter().flat_map(|answer| answer.wanted.file_keys()).collect();
    // A setting may be a table, with keys of its own.
    let is_read = |key: &str| {
        read.iter().any(|own| key == own || key.strip_prefix(own).is_some_and(|rest| rest.starts_with('.')))
    };
    let keys = sources.iter().flat_map(Source::other_keys);
    keys.filter(|(key, _)| !is_read(key)).map(|(_, origin)| Note::UnknownKey { origin }).collect()
}

/// Names that mean the Track API key in most programs, and another key in some.
const AMBIGUOUS: [&str; 3] = ["CUSTOMERIO_API_KEY", "CUSTOMER_IO_API_KEY", "CIO_API_KEY"];
/// What other conventions put before the name of a key.
const PREFIXES: [&str; 6] = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "CUSTOMERIO_", "CUSTOMER_IO_", "CIO_"];

pub(crate) fn is_ambiguous(name: &str) -> bool {
    AMBIGUOUS.contains(&name)
}

/// Whether somebody who set `name` may have meant a field.
fn is_near(name: &str, wanted: Wanted) -> bool {
    let role = wanted.field.role();
    if claims::by_variable(name).is_some_and(|claimed| Some(claimed) != role) {
        return false;
    }
    if is_ambiguous(name) {
        return matches!(role, Some(Role::TrackApiKey | Role::AppApiKey | Role::CdpApiKey));
    }
    let upper = name.to_ascii_uppercase();
    let is_close =
        |variable: &str| upper == variable || names::distance(upper.as_bytes(), variable.as_bytes()) <= 2;
    if wanted.variables().any(|variable| is_close(&variable)) {
        return true;
    }
    let bare = PREFIXES.iter().fold(upper.as_str(), |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    bare.len() < upper.len()
        && wanted.schema.workspace().is_none()
        && claims::by_field(bare) == role
        && role.is_some()
}

/// What is worth knowing of a value that was found.
pub(crate) fn notes(answer: &Answer) -> Vec<Note> {
    let Ok(Some(found)) = &answer.outcome else { return Vec::new() };
    let mut notes = found.notes.clone();
    let FieldKind::Credential(role) = answer.wanted.field.kind() else { return notes };
    let is_secret = role.exposure() == Exposure::ServerOnly;
    if let Some(path) = found.origin.path().filter(|path| is_secret && is_readable_by_all(path)) {
        notes.push(Note::ReadableByAll { path: path.to_owned() });
    }
    let hex =
        |digits| found.value.bytes().len() == digits && found.value.bytes().iter().all(u8::is_ascii_hexdigit);
    if matches!(role, Role::SiteId | Role::TrackApiKey | Role::CdpApiKey) && hex(32) {
        notes.push(Note::LooksLikeAppApiKey);
    }
    notes
}

#[cfg(unix)]
fn is_readable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_readable_by_all(_: &Path) -> bool {
    false
}
