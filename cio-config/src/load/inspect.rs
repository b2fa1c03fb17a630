//! What only shows when all answers are there: values that contradict each other, halves of a pair, and things worth a note.

use crate::credential::role::{Exposure, Role};
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::schema::fields::FieldKind;
use crate::source::Source;
use crate::source::answer::Answer;
use std::path::Path;

/// Looks at all answers together, before any is built.
pub(crate) fn inspect(answers: &mut [Answer]) {
    refuse_one_value_in_two_roles(answers);
    refuse_half_a_pair(answers);
}

/// Two keys that are the same are one key copied into both slots.
fn refuse_one_value_in_two_roles(answers: &mut [Answer]) {
    for index in 1..answers.len() {
        let (before, rest) = answers.split_at_mut(index);
        let answer = &mut rest[0];
        if let Some((role, first, second)) = before.iter().find_map(|other| same_value(other, answer)) {
            answer.outcome = Err(Box::new(ProblemKind::SameValue { role, first, second }));
        }
    }
}

/// The role of the first, and where both stand.
fn same_value(left: &Answer, right: &Answer) -> Option<(Role, Origin, Origin)> {
    let (Ok(Some(one)), Ok(Some(other))) = (&left.outcome, &right.outcome) else { return None };
    // Values first: most differ, and then there is nothing more to ask.
    if one.value != other.value || one.value.bytes().is_empty() {
        return None;
    }
    let roles = (left.wanted.field.role()?, right.wanted.field.role()?);
    let may_be_equal = roles.0 == roles.1
        || [roles.0, roles.1].iter().any(|role| matches!(role, Role::Region | Role::WorkspaceId))
        || matches!(roles, (Role::SiteId, Role::MigrationSiteId) | (Role::MigrationSiteId, Role::SiteId));
    let told = || (roles.0, one.provenance.origin(left.wanted), other.provenance.origin(right.wanted));
    (!may_be_equal).then(told)
}

/// One half of the Track pair without the other, where the struct would take both or neither.
fn refuse_half_a_pair(answers: &mut [Answer]) {
    for index in 0..answers.len() {
        if answers[index].is_settled() || answers[index].is_missing() {
            continue;
        }
        let present = match answers[index].wanted.field.role() {
            Some(Role::TrackApiKey) if found(answers, index, Role::CdpApiKey).is_some() => None,
            Some(Role::TrackApiKey) => found(answers, index, Role::SiteId),
            Some(Role::SiteId) => found(answers, index, Role::TrackApiKey),
            _ => None,
        };
        if let Some(present) = present {
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
            Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
            _ => None,
        }
    })
}

/// Keys in our tables that nothing reads, and those that were meant to be there: no problem by themselves.
pub(crate) fn unknown_keys(answers: &[Answer], sources: &[Source]) -> Vec<Note> {
    let read: Vec<String> = answers.iter().flat_map(|answer| answer.wanted.file_keys()).collect();
    // A setting may be a table, with keys of its own.
    let is_read = |key: &str| {
        read.iter().any(|own| key == own || key.strip_prefix(own).is_some_and(|rest| rest.starts_with('.')))
    };
    let keys = sources.iter().flat_map(Source::other_keys).filter(|(key, _)| !is_read(key));
    let unknown = keys.chain(sources.iter().flat_map(Source::stray_keys));
    let told = unknown.map(|(key, origin)| if may_be_value(&key) { origin.without_name() } else { origin });
    told.map(|origin| Note::UnknownKey { origin }).collect()
}

/// Whether a key, given with its tables, looks less like a name than like a value that came to stand in its place.
fn may_be_value(key: &str) -> bool {
    const SHORTEST: usize = 16;
    let name = key.strip_prefix("customerio.").unwrap_or(key);
    name.contains(char::is_control)
        || name.len() >= SHORTEST && name.contains(|char: char| char.is_ascii_digit())
}

/// What is worth knowing of a value that was found.
pub(crate) fn notes(answer: &Answer) -> Vec<Note> {
    let Ok(Some(found)) = &answer.outcome else { return Vec::new() };
    let mut notes = found.provenance.notes(answer.wanted);
    let FieldKind::Credential(role) = answer.wanted.field.kind() else { return notes };
    let is_secret = role.exposure() == Exposure::ServerOnly;
    let origin = found.provenance.origin(answer.wanted);
    if let Some(path) = origin.path().filter(|path| is_secret && is_readable_by_all(path)) {
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
