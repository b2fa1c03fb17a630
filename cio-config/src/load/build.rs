//! Look up all, resolve all, build all: a struct, or all problems.

use crate::finding::kind::ProblemKind;
use crate::finding::load_error::LoadError;
use crate::finding::problem::Problem;
use crate::generated::answers::Build;
use crate::generated::declared::Declared;
use crate::load::near::NearMisses;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::answer::Answer;

/// The third step: every field is built before the first return, so that all faults are told.
pub(crate) fn build<C: Declared>(
    answers: Vec<Answer>,
    of_sources: Vec<Problem>,
    sources: &[Source],
) -> Result<C, LoadError> {
    let mut build = Build::new(answers);
    let built = C::build(&mut build);
    let mut failures = build.into_failures();
    match built {
        Some(credentials) if failures.is_empty() && of_sources.is_empty() => Ok(credentials),
        _ => {
            // What a secret holds that cannot be read, nobody can call missing.
            if of_sources.iter().any(|problem| matches!(problem.kind(), ProblemKind::Secret { .. })) {
                failures.retain(|(_, kind)| !matches!(**kind, ProblemKind::Missing));
            }
            let is_missing =
                |kind: &ProblemKind| matches!(kind, ProblemKind::Missing | ProblemKind::HalfPair { .. });
            let missing = failures.iter().filter(|(_, kind)| is_missing(kind));
            let missing: Vec<SchemaField> = missing.map(|(wanted, _)| *wanted).collect();
            let notes = sources.iter().flat_map(|source| source.as_lookup().notes(&missing)).collect();
            let mut problems: Vec<Problem> = problems(failures, C::DECLARATION, sources)
                .into_iter()
                .map(|problem| problem.unread(!of_sources.is_empty()))
                .collect();
            problems.extend(of_sources);
            Err(LoadError::new(C::DECLARATION, problems).with_notes(notes))
        }
    }
}

/// What went wrong, with all that there is to say of it. Only now is it worth looking for.
fn problems(
    failures: Vec<(SchemaField, Box<ProblemKind>)>,
    schema: &'static Schema,
    sources: &[Source],
) -> Vec<Problem> {
    let mut near_misses = None;
    let mut problem = |(wanted, kind): (SchemaField, Box<ProblemKind>)| {
        let mut looked_in = kind.places();
        if looked_in.is_empty() {
            looked_in.extend(sources.iter().flat_map(|source| source.as_lookup().places(wanted)));
        }
        let near = match *kind {
            ProblemKind::Missing | ProblemKind::HalfPair { .. } => {
                near_misses.get_or_insert_with(|| NearMisses::of(schema, sources)).near(wanted)
            }
            _ => Vec::new(),
        };
        Problem::of(wanted, looked_in, *kind).near(near)
    };
    failures.into_iter().map(&mut problem).collect()
}
