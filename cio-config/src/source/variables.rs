//! The environment as a source: each variable, or the file that its `_FILE` names.

use crate::credential::accept::header_safe;
use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::credential::value::Value;
use crate::environment::{Environment, path_of};
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::read::file;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Found, Provenance};
use crate::source::by_name::{ask_by_name, own_names_first};
use std::borrow::Cow;
use std::path::Path;

impl Environment {
    #[inline]
    pub(super) fn ask(&self, wanted: SchemaField) -> Result<Option<Found>, Box<ProblemKind>> {
        own_names_first(wanted, |fallback| self.ask_some(wanted, fallback))
    }

    #[inline]
    fn ask_some(&self, wanted: SchemaField, fallback: bool) -> Result<Option<Found>, Box<ProblemKind>> {
        let direct = ask_by_name(wanted, fallback, |name| self.look_up(name), Origin::variable)?;
        let file_variable = wanted.file_variable(fallback);
        match self.look_up(&file_variable) {
            None => Ok(direct.map(|(value, number)| Found {
                value: Value::Text(value),
                provenance: Provenance::Variable(number),
            })),
            Some(path) => {
                let direct = direct.map(|(_, number)| number);
                with_file(wanted, direct, file_variable, &path).map(|found| Some(*found))
            }
        }
    }

    /// Whether a variable names a pipe as the file of a field.
    #[cfg(feature = "store")]
    pub(super) fn names_pipe(&self, schema: &'static Schema) -> bool {
        let mut names_pipe = false;
        schema.each_field(&mut |wanted| {
            let is_pipe = |name: &str| self.path(name).is_some_and(|path| file::is_pipe_at(&path));
            names_pipe = names_pipe || wanted.file_variables().any(|(_, name)| is_pipe(&name));
        });
        names_pipe
    }

    #[allow(clippy::unused_self, reason = "every source is asked the same way")]
    pub(super) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        let all = wanted.file_variables().flat_map(|(fallback, file)| {
            wanted.numbered_names(fallback).map(|(_, name)| name.to_text()).chain([file])
        });
        all.map(Origin::variable).collect()
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

/// Why a path that leads to nothing cannot be shown: what stands at its edge nobody would see, or it may be the value itself.
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
