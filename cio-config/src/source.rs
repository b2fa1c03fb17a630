//! What a source is, and the answer it gives for a field.

pub(crate) mod directory;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod document;
pub(crate) mod dotenv;
pub(crate) mod environment;
#[cfg(feature = "store")]
pub(crate) mod store;

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::load::build::Ask;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::Named;
use crate::source::environment::Environment;
#[cfg(feature = "store")]
use crate::source::store::Stored;
use crate::store::session::Session;
use crate::text::wiped::Bytes;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A place that is asked for one credential at a time. Files are read when first asked, and once.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Environment(Environment),
    Dotenv(dotenv::Dotenv),
    /// What `$CREDENTIALS_DIRECTORY` of the environment names, if it is set.
    Systemd(Option<directory::Directory>),
    Directory(directory::Directory),
    #[cfg(any(feature = "toml", feature = "json"))]
    Documents(document::Documents),
    #[cfg(feature = "store")]
    Stored(Stored),
}

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) value: Value,
    pub(crate) place: Place,
}

/// Where a value stands. Most loads never tell, so the words are put together by those that do.
#[derive(Debug)]
pub(crate) enum Place {
    /// The variable of this number among the names of the field.
    Variable(usize),
    Elsewhere(Arc<Told>),
}

/// A place in the words of everybody, and what its source has to say of the value.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) origin: Origin,
    notes: Vec<Note>,
}

/// What the sources say of one field: a value, nothing, or a problem.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) wanted: SchemaField,
    pub(crate) outcome: Result<Option<Found>, Box<ProblemKind>>,
    pub(crate) shadowed: Vec<Origin>,
}

impl Source {
    pub(crate) fn dotenv(path: Cow<'static, Path>, required: bool) -> Self {
        Self::Dotenv(dotenv::Dotenv::new(path, required))
    }

    pub(crate) fn directory(path: PathBuf, required: bool) -> Self {
        Self::Directory(directory::Directory::new(path, required))
    }

    /// Tells a source the environment it belongs to: variables name systemd's directory, and the profile of documents.
    pub(crate) fn belongs_to(&mut self, environment: &Environment) {
        match self {
            Self::Systemd(directory) => {
                const VARIABLE: &str = "CREDENTIALS_DIRECTORY";
                let path = environment.path(VARIABLE);
                *directory = path.map(|path| directory::Directory::named_by(VARIABLE, path));
            }
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.belongs_to(environment),
            _ => {}
        }
    }

    /// Whether it is more than a look into variables and files: somebody else is waited for.
    #[cfg(feature = "store")]
    pub(crate) fn may_take_long(&self, schema: &'static Schema) -> bool {
        match self {
            Self::Stored(_) => true,
            Self::Environment(environment) => environment.names_pipe(schema),
            Self::Dotenv(dotenv) => dotenv.is_pipe(),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.may_take_long(),
            Self::Systemd(_) | Self::Directory(_) => false,
        }
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn documents(named: Named) -> Self {
        Self::Documents(document::Documents::new(named))
    }

    /// Asks for every field that has no answer yet, and with [`Ask::All`] for the others too.
    pub(crate) fn answer(&mut self, answers: &mut [Answer], ask: Ask, session: &Session) {
        #[cfg(not(feature = "store"))]
        let _ = session;
        match self {
            Self::Environment(environment) => fill(answers, ask, |wanted| environment.ask(wanted)),
            Self::Dotenv(dotenv) => fill(answers, ask, |wanted| dotenv.ask(wanted)),
            Self::Systemd(None) => {}
            Self::Systemd(Some(directory)) | Self::Directory(directory) => {
                fill(answers, ask, |wanted| directory.ask(wanted));
            }
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => fill(answers, ask, |wanted| documents.ask(wanted)),
            #[cfg(feature = "store")]
            Self::Stored(stored) => fill(answers, ask, |wanted| stored.ask(wanted, session)),
        }
    }

    /// The places where a field would stand, in the order in which they are looked at.
    pub(crate) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self {
            Self::Environment(environment) => environment.places(wanted),
            Self::Dotenv(dotenv) => dotenv.places(wanted),
            Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.places(wanted),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.places(wanted),
            #[cfg(feature = "store")]
            Self::Stored(stored) => stored.places(wanted),
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

    /// The keys in our tables of documents that are neither a credential nor a table, with all their tables, as in
    /// `customerio.marketing.retries`: settings, and what is misspelt.
    pub(crate) fn other_keys(&self) -> Vec<(String, Origin)> {
        match self {
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.other_keys(),
            _ => Vec::new(),
        }
    }

    /// The keys in documents that stand beside our tables, or in one that is nearly called like them, with the tables they
    /// were perhaps meant for.
    pub(crate) fn stray_keys(&self) -> Vec<(String, Origin)> {
        match self {
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.stray_keys(),
            _ => Vec::new(),
        }
    }

    /// The names of all files in a directory of secrets.
    pub(crate) fn entries(&self) -> Vec<(String, Origin)> {
        match self {
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.names(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with the source itself, once it has been asked.
    pub(crate) fn problems(&mut self) -> Vec<ProblemKind> {
        match self {
            Self::Environment(_) | Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.problems(),
            Self::Dotenv(dotenv) => dotenv.problems(),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.problems(),
            #[cfg(feature = "store")]
            Self::Stored(stored) => stored.problems(),
        }
    }
}

/// The first answer wins, later ones are shadowed.
#[inline]
fn fill(
    answers: &mut [Answer],
    ask: Ask,
    mut source: impl FnMut(SchemaField) -> Result<Option<Found>, Box<ProblemKind>>,
) {
    for answer in answers {
        let is_settled = answer.is_settled();
        if is_settled && ask == Ask::UntilAnswered {
            continue;
        }
        match (source(answer.wanted), is_settled) {
            (Ok(Some(found)), false) => answer.outcome = Ok(Some(found)),
            (Err(problem), false) => answer.outcome = Err(problem),
            (Ok(Some(found)), true) => answer.shadowed.push(found.place.origin(answer.wanted)),
            // A problem at a place that is not read is none.
            (Ok(None), _) | (Err(_), true) => {}
        }
    }
}

impl Found {
    pub(crate) fn new(value: Value, origin: Origin) -> Self {
        Self::with_notes(value, origin, Vec::new())
    }

    pub(crate) fn with_notes(value: Value, origin: Origin, notes: Vec<Note>) -> Self {
        Self { value, place: Place::Elsewhere(Arc::new(Told { origin, notes })) }
    }
}

impl Told {
    /// A place of which there is nothing more to say, to be shared.
    #[cfg(any(feature = "toml", feature = "json"))]
    fn at(origin: Origin) -> Arc<Self> {
        Arc::new(Self { origin, notes: Vec::new() })
    }
}

impl Place {
    /// In the words of everybody, for the value of `wanted`.
    pub(crate) fn origin(&self, wanted: SchemaField) -> Origin {
        match self {
            Self::Variable(number) => Origin::variable(wanted.variables().nth(*number).unwrap_or_default()),
            Self::Elsewhere(told) => told.origin.clone(),
        }
    }

    /// What the source has to say of the value.
    pub(crate) fn notes(&self, wanted: SchemaField) -> Vec<Note> {
        match self {
            Self::Variable(number) => alias(wanted, *number),
            Self::Elsewhere(told) => told.notes.clone(),
        }
    }
}

/// Asks for the names that are a field's own, and for those that it falls back to only where none of its own answers.
#[inline]
fn own_first<T>(
    wanted: SchemaField,
    ask: impl Fn(bool) -> Result<Option<T>, Box<ProblemKind>>,
) -> Result<Option<T>, Box<ProblemKind>> {
    let mut fallback = false;
    loop {
        let answer = ask(fallback);
        if fallback || !matches!(answer, Ok(None)) || !wanted.falls_back() {
            return answer;
        }
        fallback = true;
    }
}

/// Asks a source of named values for each of a field's variables, its own or those that it falls back to. The first one set
/// answers, with its number; another one that is set to something else is a problem.
#[inline]
fn ask_by_name(
    wanted: SchemaField,
    fallback: bool,
    look_up: impl Fn(&str) -> Option<Bytes>,
    origin: impl Fn(Cow<'static, str>) -> Origin,
) -> Result<Option<(Bytes, usize)>, Box<ProblemKind>> {
    let mut first = None;
    for (number, name) in wanted.numbered_names(fallback) {
        let Some(value) = look_up(&name.to_text()) else { continue };
        match &first {
            None => first = Some((value, number)),
            Some((other, _)) if *other == value => {}
            Some((_, other)) => {
                let origin = |number| origin(wanted.variables().nth(number).unwrap_or_default());
                let (first, second) = (origin(*other), origin(number));
                return Err(Box::new(ProblemKind::Ambiguous { first, second }));
            }
        }
    }
    Ok(first)
}

/// The note on the name of this number, if it is one that is only read too.
fn alias(wanted: SchemaField, number: usize) -> Vec<Note> {
    let Some(name) = wanted.names().nth(number).filter(|name| !name.usual) else { return vec![] };
    let usual = wanted.numbered_names(name.fallback).next();
    usual.map(|(_, usual)| Note::Alias { canonical: usual.to_text() }).into_iter().collect()
}
