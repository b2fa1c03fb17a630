//! Sources that hold named values: which of a field's names is asked for, and in which order.

use crate::credential::fault::KeyFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::names::{NamePart, Names};
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Found, Outcome};
use crate::text::wiped::WipedBytes;
use std::borrow::Cow;

/// Asks for a field's own names, and only if none of them is set for the names that it falls back to.
#[inline]
pub(super) fn own_names_first<T>(
    names: Names<'_>,
    ask: impl Fn(bool) -> Result<Option<T>, Box<ProblemKind>>,
) -> Result<Option<T>, Box<ProblemKind>> {
    let mut fallback = false;
    loop {
        let answer = ask(fallback);
        if fallback || !matches!(answer, Ok(None)) || !names.falls_back() {
            return answer;
        }
        fallback = true;
    }
}

/// Asks a source of named values for each of a field's variables, its own or those that it falls back to. The first one set
/// answers, with its number; another one that is set to something else is a problem.
#[inline]
pub(super) fn ask_by_name(
    wanted: SchemaField,
    part: NamePart<'_>,
    look_up: impl Fn(&str) -> Option<WipedBytes>,
    origin: impl Fn(Cow<'static, str>) -> Origin,
) -> Result<Option<(WipedBytes, usize)>, Box<ProblemKind>> {
    let mut first = None;
    part.try_each(|number, name| {
        let Some(value) = look_up(name) else { return Ok(()) };
        match &first {
            None => first = Some((value, number)),
            Some((other, _)) if *other == value => {}
            Some((first, at)) => {
                let (first, second) = ((*at, first.is_empty()), (number, value.is_empty()));
                return Err(different(wanted, first, second, &origin));
            }
        }
        Ok(())
    })?;
    Ok(first)
}

/// Two names, by number, that are set to different values, and whether each is empty: unsetting an empty one leaves the other.
#[cold]
fn different(
    wanted: SchemaField,
    first: (usize, bool),
    second: (usize, bool),
    origin: impl Fn(Cow<'static, str>) -> Origin,
) -> Box<ProblemKind> {
    let origin = |number| origin(wanted.variables().nth(number).unwrap_or_default());
    let empty = [first, second].into_iter().find(|(_, is_empty)| *is_empty);
    Box::new(match empty {
        Some((number, _)) => ProblemKind::Malformed { origin: origin(number), fault: KeyFault::Empty },
        None => ProblemKind::Ambiguous { first: origin(first.0), second: origin(second.0) },
    })
}

/// Asks a source of entries, each of which may be called like the file key or like the variable. The first one there answers;
/// a second one with another value is a problem.
pub(super) fn ask_entries(field: SchemaField, read: impl Fn(&str) -> Outcome) -> Outcome {
    for names in field.entries() {
        let mut answer: Option<Found> = None;
        for name in names {
            let Some(found) = read(&name)? else { continue };
            match &answer {
                Some(first) if first.value == found.value => {}
                Some(first) => {
                    let (first, second) = (first.provenance.origin(field), found.provenance.origin(field));
                    return Err(Box::new(ProblemKind::Ambiguous { first, second }));
                }
                None => answer = Some(found),
            }
        }
        if answer.is_some() {
            return Ok(answer);
        }
    }
    Ok(None)
}
