//! Checks that need all answers: values that contradict each other, halves of a pair, and what is worth a note.

use crate::credential::accept::region_of_cdp_key;
use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
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
    refuse_one_key_in_two_fields(answers);
    refuse_half_a_pair(answers);
    refuse_key_of_other_region(answers);
}

/// Two keys that are the same are one key copied into two fields, of one struct or of two workspaces.
fn refuse_one_key_in_two_fields(answers: &mut [Answer]) {
    for index in 1..answers.len() {
        let (before, rest) = answers.split_at_mut(index);
        let answer = &mut rest[0];
        if let Some((role, first, second)) = before.iter().find_map(|other| same_key(other, answer)) {
            answer.outcome = Err(Box::new(ProblemKind::SameValue { role, first, second }));
        }
    }
}

/// The role of the first, and where both are, if the two may not be equal.
fn same_key(left: &Answer, right: &Answer) -> Option<(Role, Origin, Origin)> {
    let (Ok(Some(one)), Ok(Some(other))) = (&left.outcome, &right.outcome) else { return None };
    // Values first: most differ, and then the rest need not be computed.
    if one.value != other.value || one.value.bytes().is_empty() {
        return None;
    }
    let (first, second) = (left.wanted.field.role()?, right.wanted.field.role()?);
    let may_be_equal = left.wanted.field.shared
        || right.wanted.field.shared
        || (first == second && first.is_shared_by_design())
        || [first, second].iter().any(|role| matches!(role, Role::Region | Role::WorkspaceId))
        || matches!(
            (first, second),
            (Role::SiteId, Role::MigrationSiteId) | (Role::MigrationSiteId, Role::SiteId)
        );
    let places = || (first, one.provenance.origin(left.wanted), other.provenance.origin(right.wanted));
    (!may_be_equal).then(places)
}

/// A CDP API key whose prefix names a region, in a struct that states the other one.
fn refuse_key_of_other_region(answers: &mut [Answer]) {
    for index in 0..answers.len() {
        let Ok(Some(found)) = &answers[index].outcome else { continue };
        if answers[index].wanted.field.role() != Some(Role::CdpApiKey) {
            continue;
        }
        let Some(named) = found.value.text().ok().and_then(region_of_cdp_key) else { continue };
        let beside = beside(answers, index).find(|answer| answer.wanted.field.role() == Some(Role::Region));
        if let Some(stated) = beside.and_then(stated_region).filter(|stated| *stated != named) {
            let origin = found.provenance.origin(answers[index].wanted);
            let fault = KeyFault::KeyOfOtherRegion { found: named, stated };
            answers[index].outcome = Err(Box::new(ProblemKind::Malformed { origin, fault }));
        }
    }
}

/// The region that a field will have.
fn stated_region(answer: &Answer) -> Option<Region> {
    let field = answer.wanted.field;
    match (&answer.outcome, field.kind()) {
        (_, FieldKind::Pin(region)) => region,
        (Ok(Some(found)), _) => found.value.text().ok()?.parse().ok(),
        (Ok(None), _) => field.default()?.parse().ok(),
        (Err(_), _) => None,
    }
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
    beside(answers, index).filter(|answer| answer.wanted.field.role() == Some(role)).find_map(|answer| {
        match &answer.outcome {
            Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
            _ => None,
        }
    })
}

/// The answers of the same struct as the answer at `index`.
fn beside(answers: &[Answer], index: usize) -> impl Iterator<Item = &Answer> {
    let schema = answers[index].wanted.schema;
    answers.iter().filter(move |answer| std::ptr::eq(answer.wanted.schema, schema))
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
    if matches!(answer.wanted.field.kind(), FieldKind::Setting) && is_quoted(found.value.bytes()) {
        notes.push(Note::Quoted);
    }
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

/// Whether a value has a quotation mark at both edges.
fn is_quoted(value: &[u8]) -> bool {
    matches!(value, [b'"', .., b'"'] | [b'\'', .., b'\''])
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
