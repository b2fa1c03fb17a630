//! Things in a report that are worth knowing and are not problems.

use crate::credential::role::Exposure;
use crate::credential::role::Role;
use crate::credential::sandbox_key::sandbox_port;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::schema::fields::FieldKind;
use crate::source::Source;
use crate::source::answer::FieldAnswer;
use crate::source::set_names::{SetNames, WhichNames};
use std::path::Path;

/// How many keys that no field reads are reported one by one.
const MOST_KEYS: usize = 20;

/// Keys in our tables that no field reads, and those that were meant to be there. They are not problems by themselves.
pub(crate) fn unknown_keys(answers: &[FieldAnswer], sources: &[Source]) -> Vec<Note> {
    let read: Vec<String> = answers.iter().flat_map(|answer| answer.wanted.file_keys()).collect();
    // A setting may be a table with keys.
    let is_read = |key: &str| {
        read.iter().any(|own| key == own || key.strip_prefix(own).is_some_and(|rest| rest.starts_with('.')))
    };
    let SetNames { keys, stray_keys, .. } = Source::set_names(sources, WhichNames::WithBrand);
    let mut unknown: Vec<_> = keys.into_iter().filter(|(key, _)| !is_read(key)).chain(stray_keys).collect();
    let more = unknown.len().saturating_sub(MOST_KEYS);
    unknown.truncate(MOST_KEYS);
    let keys = unknown.into_iter().map(|(key, origin)| {
        let origin = if may_be_value(&key) { origin.without_name() } else { origin };
        Note::UnknownKey { origin }
    });
    keys.chain((more > 0).then_some(Note::UnknownKeys { count: more })).collect()
}

/// Whether a key, given with its tables, looks like a value that was written in place of a name.
fn may_be_value(key: &str) -> bool {
    const SHORTEST: usize = 16;
    let name = key.strip_prefix("customerio.").unwrap_or(key);
    name.contains(char::is_control)
        || name.len() >= SHORTEST && name.contains(|char: char| char.is_ascii_digit())
}

/// A note on each key that was found for the second set.
pub(crate) fn notes_on_second_set(second: &[FieldAnswer], note: impl Fn(Origin) -> Note) -> Vec<Note> {
    let is_key = |answer: &&FieldAnswer| {
        !matches!(answer.wanted.field.role(), None | Some(Role::Region | Role::WorkspaceId))
    };
    let place = |answer: &FieldAnswer| match &answer.outcome {
        Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
        _ => None,
    };
    second.iter().filter(is_key).filter_map(place).map(note).collect()
}

/// The notes on a value that was found.
pub(crate) fn notes(answer: &FieldAnswer) -> Vec<Note> {
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
    if let Some(port) = std::str::from_utf8(found.value.bytes()).ok().and_then(sandbox_port) {
        notes.push(Note::OfSandbox { port });
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
