//! The environment as a source: each variable, or the file that its `_FILE` names.

use crate::credential::accept::header_safe;
use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::credential::value::Value;
use crate::environment::{Environment, UseLookUp, path_of};
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::read::file;
#[cfg(feature = "store")]
use crate::read::opened;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::names::NamePart;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, Found, Outcome, Provenance, WhichFields};
use crate::source::by_name::{ask_by_name, own_names_first};
use crate::source::lookup::{Lookup, fill};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::session::Session;
use crate::text::wiped::WipedBytes;
use std::borrow::Cow;
use std::path::Path;

impl Lookup for Environment {
    fn set_environment(&mut self, environment: &Environment) {
        if environment.empty_is_unset() {
            self.clone_from(environment);
        }
    }

    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, _: &Session) {
        self.with_look_up(Asking { answers, ask, empty_is_unset: self.empty_is_unset() });
    }

    fn places(&self, field: SchemaField) -> Vec<Origin> {
        let all = field.file_variables().flat_map(|(fallback, file)| {
            field.numbered_names(fallback).map(|(_, name)| name.to_text()).chain([file])
        });
        all.map(Origin::variable).collect()
    }

    fn set_names(&self, which: WhichNames) -> SetNames {
        let mut names = SetNames::default();
        for (name, is_empty) in self.names(|name| which.includes(name)) {
            let variables = if is_empty { &mut names.empty_variables } else { &mut names.variables };
            variables.push((name.clone(), Origin::variable(name)));
        }
        names
    }

    fn problems(&self) -> Vec<ProblemKind> {
        Vec::new()
    }

    /// Whether a variable names a pipe as the file of a field.
    #[cfg(feature = "store")]
    fn may_take_long(&self, schema: &'static Schema) -> bool {
        let mut names_pipe = false;
        schema.each_field(&mut |field| {
            let is_pipe = |name: &str| self.path(name).is_some_and(|path| opened::is_pipe_at(&path));
            names_pipe = names_pipe || field.file_variables().any(|(_, name)| is_pipe(&name));
        });
        names_pipe
    }
}

/// Asks for every field, once the way to look a name up is known.
struct Asking<'a> {
    answers: &'a mut [FieldAnswer],
    ask: WhichFields,
    empty_is_unset: bool,
}

impl UseLookUp for Asking<'_> {
    #[inline]
    fn call(self, look_up: impl Fn(&str) -> Option<WipedBytes>) {
        let Self { answers, ask, empty_is_unset } = self;
        fill(answers, ask, |field| {
            let empty_is_unset = empty_is_unset || field.schema.empty_is_unset;
            let look_up = |name: &str| look_up(name).filter(|value| !(value.is_empty() && empty_is_unset));
            let names = field.all_names();
            own_names_first(names, |fallback| ask_names(look_up, field, names.part(fallback), fallback))
        });
    }
}

/// Asks for the names of a field, its own or those that it falls back to, and for the variable that names its file.
#[inline]
fn ask_names(
    look_up: impl Fn(&str) -> Option<WipedBytes>,
    field: SchemaField,
    part: NamePart<'_>,
    fallback: bool,
) -> Outcome {
    let direct = ask_by_name(field, part, &look_up, Origin::variable)?;
    match field.with_file_variable(fallback, &look_up) {
        None => Ok(direct.map(|(value, number)| Found {
            value: Value::Text(value),
            provenance: Provenance::Variable(number),
        })),
        Some(path) => {
            let direct = direct.map(|(_, number)| number);
            with_file(field, direct, field.file_variable(fallback), &path).map(|found| Some(*found))
        }
    }
}

/// The value in the file that a variable names, unless another variable holds the value itself. In a box, so that the usual
/// answer need not pass through memory.
#[cold]
fn with_file(
    wanted: SchemaField,
    direct: Option<usize>,
    file_variable: Cow<'static, str>,
    path: &[u8],
) -> Result<Box<Found>, Box<ProblemKind>> {
    match direct {
        None => read_named(file_variable, path).map(Box::new),
        Some(number) => Err(Box::new(ProblemKind::VariableAndFile {
            variable: Provenance::Variable(number).origin(wanted),
            file: Origin::variable(file_variable),
        })),
    }
}

fn read_named(file_variable: Cow<'static, str>, path: &[u8]) -> Result<Found, Box<ProblemKind>> {
    if path.is_empty() {
        let (origin, fault) = (Origin::variable(file_variable), KeyFault::Empty);
        return Err(Box::new(ProblemKind::Malformed { origin, fault }));
    }
    let path = path_of(path);
    match file::read_value(&path) {
        Ok((value, notes)) => {
            Ok(Found::with_notes(value, Origin::VariableFile { variable: file_variable, path }, notes))
        }
        Err(reason) => Err(Box::new(match path_fault(&path) {
            Some(fault) => ProblemKind::Malformed { origin: Origin::variable(file_variable), fault },
            None => {
                let variable = Some(file_variable.into_owned());
                ProblemKind::Unreadable { path, variable, reason }
            }
        })),
    }
}

/// Why a path to no file is not shown: it has an invisible character at its edge, or it may be the value itself.
fn path_fault(path: &Path) -> Option<KeyFault> {
    if path.symlink_metadata().is_ok() {
        return None;
    }
    let invisible = match path.to_str().map(header_safe) {
        Some(Err(fault @ KeyFault::Control { .. })) => Some(fault),
        Some(Err(fault @ KeyFault::Blank { blank, edge }))
            if blank != Blank::Space || edge != Edge::Inside =>
        {
            Some(fault)
        }
        _ => None,
    };
    invisible.or_else(|| path.is_relative().then_some(KeyFault::NamesNoFile))
}
