//! What a source is, and the answer it gives for a field.

pub(crate) mod command;
mod directory;
#[cfg(feature = "toml")]
mod document;
mod dotenv;
mod environment;
mod file;
mod value;

pub use command::CommandFault;
pub use environment::Environment;
pub use file::Unreadable;
pub(crate) use value::Value;

use crate::error::ProblemKind;
use crate::origin::Origin;
use crate::report::Note;
use crate::schema::Wanted;
use std::borrow::Cow;
use std::path::PathBuf;

/// A place that is asked for one credential at a time. Files are read when first asked, and once.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Environment(Environment),
    Dotenv(dotenv::Dotenv),
    /// What `$CREDENTIALS_DIRECTORY` of the environment names, if it is set.
    Systemd(Option<directory::Directory>),
    Directory(directory::Directory),
    #[cfg(feature = "toml")]
    Documents(document::Documents),
}

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
    pub(crate) notes: Vec<Note>,
}

/// What the sources say of one field: a value, nothing, or a problem.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) wanted: Wanted,
    pub(crate) outcome: Result<Option<Found>, Box<ProblemKind>>,
    pub(crate) looked_in: Vec<Origin>,
    pub(crate) shadowed: Vec<Origin>,
    /// Names that are set and were perhaps meant for it.
    pub(crate) near: Vec<Origin>,
}

impl Source {
    pub(crate) fn dotenv(path: PathBuf, required: bool) -> Self {
        Self::Dotenv(dotenv::Dotenv::new(path, required))
    }

    pub(crate) fn directory(path: PathBuf, required: bool) -> Self {
        Self::Directory(directory::Directory::new(path, required))
    }

    /// Tells systemd's source the environment it belongs to.
    pub(crate) fn belongs_to(&mut self, environment: &Environment) {
        if let Self::Systemd(directory) = self {
            *directory =
                environment.path("CREDENTIALS_DIRECTORY").map(|path| directory::Directory::new(path, true));
        }
    }

    #[cfg(feature = "toml")]
    pub(crate) fn documents(path: PathBuf, required: bool) -> Self {
        Self::Documents(document::Documents::new(path, required))
    }

    pub(crate) fn ask(&mut self, wanted: Wanted) -> Result<Option<Found>, Box<ProblemKind>> {
        match self {
            Self::Environment(environment) => environment.ask(wanted),
            Self::Dotenv(dotenv) => dotenv.ask(wanted),
            Self::Systemd(None) => Ok(None),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.ask(wanted),
            #[cfg(feature = "toml")]
            Self::Documents(documents) => documents.ask(wanted),
        }
    }

    /// The places where a field would stand, in the order in which they are looked at.
    pub(crate) fn places(&self, wanted: Wanted) -> Vec<Origin> {
        match self {
            Self::Environment(environment) => environment.places(wanted),
            Self::Dotenv(dotenv) => dotenv.places(wanted),
            Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.places(wanted),
            #[cfg(feature = "toml")]
            Self::Documents(documents) => documents.places(wanted),
        }
    }

    /// Every name that is set, to find one that is nearly right.
    pub(crate) fn names(&self) -> Vec<(String, Origin)> {
        match self {
            Self::Environment(environment) => environment.names(),
            Self::Dotenv(dotenv) => dotenv.names(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with the source itself, once it has been asked.
    pub(crate) fn problems(&mut self) -> Vec<ProblemKind> {
        match self {
            Self::Environment(_) | Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.problems(),
            Self::Dotenv(dotenv) => dotenv.problems(),
            #[cfg(feature = "toml")]
            Self::Documents(documents) => documents.problems(),
        }
    }
}

impl Answer {
    pub(crate) fn new(wanted: Wanted) -> Self {
        Self { wanted, outcome: Ok(None), looked_in: Vec::new(), shadowed: Vec::new(), near: Vec::new() }
    }

    /// Takes what a source says: the first answer wins, later ones are shadowed.
    pub(crate) fn take(&mut self, found: Result<Option<Found>, Box<ProblemKind>>) {
        match (&self.outcome, found) {
            (Ok(None), found) => self.outcome = found,
            (_, Ok(Some(found))) => self.shadowed.push(found.origin),
            // A problem at a place that is not read is none.
            (_, Ok(None) | Err(_)) => {}
        }
    }
}

/// Asks a source of named values for each of a field's variables. The first one set answers; another one that is set to
/// something else is a problem.
fn ask_by_name(
    wanted: Wanted,
    look_up: impl Fn(Cow<'static, str>) -> Option<(Value, Origin)>,
) -> Result<Option<Found>, Box<ProblemKind>> {
    let mut answer: Option<Found> = None;
    let mut usual = None;
    for name in wanted.names() {
        if name.fallback && answer.is_some() {
            break;
        }
        let text = name.to_text();
        let is_usual = usual.is_none() || name.fallback;
        let usual = usual.get_or_insert_with(|| text.clone()).clone();
        let Some((value, origin)) = look_up(text) else { continue };
        match &answer {
            Some(first) if first.value == value => {}
            Some(first) => {
                return Err(Box::new(ProblemKind::Ambiguous { first: first.origin.clone(), second: origin }));
            }
            None => {
                let notes = if is_usual { vec![] } else { vec![Note::Alias { canonical: usual }] };
                answer = Some(Found { value, origin, notes });
            }
        }
    }
    Ok(answer)
}

fn variable(name: impl Into<Cow<'static, str>>) -> Origin {
    Origin::Variable { name: name.into() }
}
