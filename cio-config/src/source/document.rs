//! Documents: files that figment merges. The secrets in them stay outside its tree.

mod toml;

use super::file::{self, Unreadable};
use super::{Found, Value};
use crate::error::ProblemKind;
use crate::origin::Origin;
use crate::schema::Wanted;
use figment::value::{Dict, Map};
use figment::{Figment, Metadata, Profile, Provider};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The table of a document that is ours.
const TABLE: &str = "customerio";

/// Every document of a loader: one source, in which the file that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    files: Vec<(PathBuf, bool)>,
    merged: Option<Arc<Merged>>,
}

/// What figment merges is settings, and for each credential a number: the handle of a text that it never sees.
#[derive(Debug, Default)]
struct Merged {
    tree: Figment,
    texts: Vec<Text>,
    /// Where each key stands, in the file whose value counts.
    origins: BTreeMap<String, Origin>,
    exist: Vec<PathBuf>,
    problems: Vec<ProblemKind>,
}

/// What stands at the key of a credential.
#[derive(Debug)]
enum Text {
    Value(Value),
    /// Something that is not text, by its kind.
    Other(&'static str),
}

/// One document, read: its tree with handles, the texts behind them, and the line of each key.
struct Document {
    tree: Dict,
    texts: Vec<Text>,
    lines: Vec<(String, usize)>,
}

impl Documents {
    pub(super) fn new(path: PathBuf, required: bool) -> Self {
        Self { files: vec![(path, required)], merged: None }
    }

    pub(crate) fn add(&mut self, path: PathBuf, required: bool) {
        self.files.push((path, required));
    }

    pub(super) fn ask(&mut self, wanted: Wanted) -> Result<Option<Found>, Box<ProblemKind>> {
        self.merged.get_or_insert_with(|| Merged::read(&self.files).into()).look_up(wanted)
    }

    pub(super) fn places(&self, wanted: Wanted) -> Vec<Origin> {
        let exist = self.merged.iter().flat_map(|merged| &merged.exist);
        let key = wanted.file_keys().next().unwrap_or_default();
        exist.map(|path| Origin::Document { path: path.clone(), key: key.clone(), line: None }).collect()
    }

    pub(super) fn problems(&mut self) -> Vec<ProblemKind> {
        self.merged.as_ref().map(|merged| merged.problems.clone()).unwrap_or_default()
    }
}

impl Merged {
    fn read(files: &[(PathBuf, bool)]) -> Self {
        let mut merged = Self::default();
        for (path, required) in files {
            if let Err(problem) = merged.join(path, *required) {
                merged.problems.push(*problem);
            }
        }
        merged
    }

    fn look_up(&self, wanted: Wanted) -> Result<Option<Found>, Box<ProblemKind>> {
        let found = wanted
            .file_keys()
            .find_map(|key| Some((self.tree.find_value(&key).ok()?, self.origins.get(&key)?)));
        let Some((value, origin)) = found else { return Ok(None) };
        let origin = origin.clone();
        let handle = value.to_u128().and_then(|handle| self.texts.get(usize::try_from(handle).ok()?));
        let value = match (wanted.field.role(), handle) {
            (Some(_), Some(Text::Value(value))) => Value::copy_of(value.bytes()),
            (Some(_), Some(Text::Other(found))) => {
                return Err(Box::new(ProblemKind::NotText { origin, found }));
            }
            (Some(_), None) => return Ok(None),
            (None, _) => Value::Tree(value),
        };
        Ok(Some(Found { value, origin, notes: vec![] }))
    }

    fn join(&mut self, path: &Path, required: bool) -> Result<(), Box<ProblemKind>> {
        const LIMIT: usize = 1024 * 1024;
        let content = match file::read(path, LIMIT) {
            Ok(content) => content,
            Err(Unreadable::NotFound) if !required => return Ok(()),
            Err(reason) => {
                return Err(Box::new(ProblemKind::Unreadable {
                    path: path.to_owned(),
                    variable: None,
                    reason,
                }));
            }
        };
        let document = toml::read(content.bytes(), self.texts.len())
            .map_err(|at| syntax(path, content.bytes(), at, "TOML"))?;
        self.exist.push(path.to_owned());
        self.texts.extend(document.texts);
        for (key, line) in document.lines {
            let origin = Origin::Document { path: path.to_owned(), key: key.clone(), line: Some(line) };
            self.origins.entry(key).or_insert(origin);
        }
        self.tree = std::mem::take(&mut self.tree).join(Tree(document.tree));
        Ok(())
    }
}

/// The tree of one document, as figment takes it.
struct Tree(Dict);

impl Provider for Tree {
    fn metadata(&self) -> Metadata {
        Metadata::named("document")
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Ok(Profile::Default.collect(self.0.clone()))
    }
}

fn syntax(path: &Path, text: &[u8], at: usize, expected: &'static str) -> Box<ProblemKind> {
    let (line, column) = position(text, at);
    Box::new(ProblemKind::Syntax { path: path.to_owned(), line, column, expected })
}

/// Line and column of a byte, both from 1.
fn position(text: &[u8], at: usize) -> (usize, usize) {
    let before = &text[..at.min(text.len())];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |feed| feed + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, before.len() - line_start + 1)
}
