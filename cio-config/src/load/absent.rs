//! Fields that have a value though no source has one: an `Option`, a default, an optional nested struct. Such a field would
//! hide that its value is set under another name, so known other names are looked for before it is filled.

use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::load::near::NearMisses;
use crate::schema::fields::{FieldKind, Presence, Schema};
use crate::source::Source;
use crate::source::answer::FieldAnswer;

/// Files a problem for each field that would be filled by absence while a name that certainly means it is set.
///
/// Names of the sources are only listed if there is such a field: a load that finds all its values costs nothing more.
pub(crate) fn refuse_other_names(schema: &'static Schema, answers: &mut [FieldAnswer], sources: &[Source]) {
    let absent = filled_by_absence(schema, answers);
    if absent.is_empty() {
        return;
    }
    let names = NearMisses::in_use(schema, sources);
    for index in absent {
        if let Some(origin) = names.certain(answers[index].wanted) {
            answers[index].outcome = Err(Box::new(ProblemKind::OtherName { origin }));
        }
    }
}

/// A note for each variable or entry that may be meant for a field that is filled by absence, and not certainly.
pub(crate) fn notes(schema: &'static Schema, answers: &[FieldAnswer], sources: &[Source]) -> Vec<Note> {
    let absent = filled_by_absence(schema, answers);
    if absent.is_empty() {
        return Vec::new();
    }
    let names = NearMisses::of(schema, sources);
    let of_field = |index: usize| {
        let wanted = answers[index].wanted;
        let near = if names.certain(wanted).is_some() { Vec::new() } else { names.near_variables(wanted) };
        let note =
            move |origin| Note::MeantFor { origin, meant_for: wanted.what(), variable: wanted.variable() };
        near.into_iter().map(note)
    };
    absent.into_iter().flat_map(of_field).collect()
}

/// The numbers of the answers to fields that no source has and that need none.
fn filled_by_absence(schema: &'static Schema, answers: &[FieldAnswer]) -> Vec<usize> {
    let mut found = Vec::new();
    if !answers.iter().all(FieldAnswer::is_settled) {
        walk(schema, answers, &mut 0, false, &mut found);
    }
    found
}

/// Goes through the fields in the order of the answers. Of an optional nested struct without any key, each key counts, and its
/// region and settings do not: they say nothing alone.
fn walk(
    schema: &'static Schema,
    answers: &[FieldAnswer],
    at: &mut usize,
    in_absent: bool,
    found: &mut Vec<usize>,
) {
    for field in schema.fields() {
        match field.kind() {
            FieldKind::Nested(nested) => {
                let is_absent = field.presence() == Presence::Optional && !has_key(nested, &answers[*at..]);
                walk(nested, answers, at, in_absent || is_absent, found);
            }
            kind => {
                let answer = &answers[*at];
                let is_filled = match kind {
                    _ if answer.is_settled() => false,
                    FieldKind::Credential(role) if in_absent => role != Role::Region,
                    FieldKind::Credential(_) | FieldKind::Setting => !in_absent && !answer.is_missing(),
                    FieldKind::Pin(_) | FieldKind::Nested(_) => false,
                };
                if is_filled {
                    found.push(*at);
                }
                *at += 1;
            }
        }
    }
}

/// Whether one of the keys of a struct, whose answers are first, was found.
fn has_key(schema: &'static Schema, answers: &[FieldAnswer]) -> bool {
    let mut index = 0;
    let mut found = false;
    schema.each_field(&mut |wanted| {
        let is_key = matches!(wanted.field.kind(), FieldKind::Credential(role) if role != Role::Region);
        found = found || (is_key && answers[index].is_settled());
        index += 1;
    });
    found
}
