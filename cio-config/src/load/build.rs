//! The last step of a load: builds the struct, or reports every problem.

use crate::finding::kind::ProblemKind;
use crate::finding::load_error::LoadError;
use crate::finding::note::Note;
use crate::finding::problem::Problem;
use crate::generated::answers::Build;
use crate::generated::declared::Declared;
use crate::load::absent::refuse_other_names;
use crate::load::look_up::{LookedUp, SourceProblem, unanswered};
use crate::load::near::NearMisses;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::dotenv::Dotenv;

type Failure = (SchemaField, Box<ProblemKind>);

/// Builds every field before the first return, so that all faults are reported.
pub(crate) fn build<C: Declared>(looked_up: LookedUp, sources: &[Source]) -> Result<C, LoadError> {
    let LookedUp { mut answers, problems: of_sources, .. } = looked_up;
    refuse_other_names(C::DECLARATION, &mut answers, sources);
    let absent = if of_sources.is_empty() { Vec::new() } else { unanswered(&answers) };
    let mut build = Build::new(answers);
    let built = C::build(&mut build);
    let failures = build.into_failures();
    match built {
        Some(credentials) if failures.is_empty() && of_sources.is_empty() => Ok(credentials),
        _ => Err(load_error(C::DECLARATION, failures, of_sources, &absent, sources)),
    }
}

/// Everything that is wrong. Names that are nearly right are looked for only now.
fn load_error(
    schema: &'static Schema,
    failures: Vec<Failure>,
    of_sources: Vec<SourceProblem>,
    absent: &[SchemaField],
    sources: &[Source],
) -> LoadError {
    let missing = failures
        .iter()
        .filter(|(_, kind)| matches!(**kind, ProblemKind::Missing | ProblemKind::HalfPair { .. }))
        .map(|(field, _)| *field);
    let missing: Vec<SchemaField> = missing.collect();
    let mut notes: Vec<Note> = sources.iter().flat_map(|source| source.as_lookup().notes(&missing)).collect();
    if missing.iter().any(|field| of_sources.iter().all(|problem| !contains(&problem.asked_for, *field))) {
        notes.extend(absent_dotenv(sources));
    }
    let mut near_misses = None;
    let of_fields = failures.into_iter().map(|(field, kind)| {
        let mut looked_in = kind.places();
        if looked_in.is_empty() {
            looked_in.extend(sources.iter().flat_map(|source| source.as_lookup().places(field)));
        }
        let near = match *kind {
            ProblemKind::Missing | ProblemKind::HalfPair { .. } => {
                near_misses.get_or_insert_with(|| NearMisses::of(schema, sources)).near(field)
            }
            _ => Vec::new(),
        };
        let unread = of_sources.iter().any(|problem| contains(&problem.asked_for, field));
        Problem::of(field, looked_in, *kind).near(near).unread(unread)
    });
    let of_fields: Vec<Problem> = of_fields.collect();
    let problems = of_sources.into_iter().map(|problem| of_source(problem, absent, sources));
    LoadError::new(schema, problems.chain(of_fields).collect()).with_notes(notes)
}

/// The `.env` file that was looked for, if none was read: the program may run in another directory than expected.
fn absent_dotenv(sources: &[Source]) -> Option<Note> {
    let files = sources.iter().filter_map(|source| match source {
        Source::Dotenv(dotenv) => Some(dotenv),
        _ => None,
    });
    if files.clone().any(Dotenv::is_read) {
        return None;
    }
    files.filter_map(Dotenv::absent).next().map(|path| Note::NoDotenv { path })
}

/// Names the fields that lack a value because of this problem, or else all fields that the source was asked for.
fn of_source(problem: SourceProblem, absent: &[SchemaField], sources: &[Source]) -> Problem {
    let SourceProblem { kind, asked_for } = problem;
    let still: Vec<SchemaField> =
        asked_for.iter().copied().filter(|field| contains(absent, *field)).collect();
    let fields = if still.is_empty() { asked_for } else { still };
    let has_variables =
        sources.iter().any(|source| matches!(source, Source::Environment(_) | Source::Dotenv(_)));
    let name = |field: SchemaField| {
        let name = if has_variables {
            field.variable()
        } else {
            field.file_keys().next().unwrap_or_default().into()
        };
        let optional = if field.is_needed() { "" } else { ", optional" };
        format!("{} (`{name}`{optional})", field.what())
    };
    Problem::of_source(kind, fields.into_iter().map(name).collect())
}

fn contains(fields: &[SchemaField], field: SchemaField) -> bool {
    fields
        .iter()
        .any(|other| std::ptr::eq(other.field, field.field) && std::ptr::eq(other.schema, field.schema))
}
