//! The first step of a load: every field is looked up in the sources.

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::problem::Problem;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::answer::{FieldAnswer, WhichFields};
use crate::store::session::Session;

/// The answers of the sources.
pub(crate) struct LookedUp {
    pub(crate) answers: Vec<FieldAnswer>,
    /// How many of the answers are of the first set. Those after them are of the second.
    pub(crate) first: usize,
    pub(crate) problems: Vec<SourceProblem>,
    pub(crate) notes: Vec<Note>,
}

/// A problem of a whole source, and the fields that it was asked for and that have no answer yet.
pub(crate) struct SourceProblem {
    pub(crate) kind: ProblemKind,
    pub(crate) asked_for: Vec<SchemaField>,
}

/// The key sets that a load looks up.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum SetsAsked {
    First,
    /// Also the second, which only a load that rotates uses.
    Both,
}

/// Looks up every field in every source, before anything is judged.
pub(crate) fn look_up(
    schema: &'static Schema,
    sources: &mut [Source],
    ask: WhichFields,
    sets: SetsAsked,
    session: &Session,
) -> LookedUp {
    for source in &mut *sources {
        source.as_lookup_mut().set_environment(&session.environment);
    }
    let mut answers = Vec::with_capacity(schema.fields.len());
    // Extended in place: `push` would make each answer elsewhere and copy it.
    schema.each_field(&mut |field| answers.extend(std::iter::once_with(|| FieldAnswer::none_yet(field))));
    let first = answers.len();
    if sets == SetsAsked::Both {
        let second =
            answers.iter().filter_map(|answer| answer.wanted.in_second_set()).map(FieldAnswer::none_yet);
        let second: Vec<FieldAnswer> = second.collect();
        answers.extend(second);
    }
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    for source in sources {
        let first_is_needed = has_open(&answers[..first]);
        let is_needed = first_is_needed || has_open(&answers[first..]);
        if ask == WhichFields::UntilAnswered && !is_needed {
            break;
        }
        source.as_lookup_mut().answer(&mut answers, ask, session);
        for kind in source.as_lookup().problems() {
            if first_is_needed {
                problems.push(SourceProblem { kind, asked_for: unanswered(&answers[..first]) });
            } else {
                // `load` does not ask this source, so a load with a report does not fail because of it.
                notes.push(Note::Unneeded { problem: Problem::of_source(kind, Vec::new()) });
            }
        }
    }
    LookedUp { answers, first, problems, notes }
}

fn has_open(answers: &[FieldAnswer]) -> bool {
    answers.iter().any(|answer| !answer.is_settled())
}

/// The fields that have no answer.
pub(crate) fn unanswered(answers: &[FieldAnswer]) -> Vec<SchemaField> {
    answers.iter().filter(|answer| !answer.is_settled()).map(|answer| answer.wanted).collect()
}

/// The environment that sources look in: systemd names its directory in a variable, so that source depends on another.
pub(crate) fn environment(sources: &[Source]) -> Environment {
    let environment = sources.iter().find_map(|source| match source {
        Source::Environment(environment) => Some(environment.clone()),
        _ => None,
    });
    environment.unwrap_or_else(Environment::empty)
}
