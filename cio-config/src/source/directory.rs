//! A directory with one file a credential: Docker's and Kubernetes' secrets, systemd's credentials.

use crate::credential::fault::KeyFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::Found;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A directory of secrets. Links are followed, so Kubernetes' `..data` layout is read as any other.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    /// The variable of the environment that names it, if one does.
    named_by: Option<&'static str>,
    required: bool,
    /// Why it cannot be looked into, once it has been tried.
    fault: Option<Unreadable>,
}

impl Directory {
    pub(crate) fn new(path: PathBuf, required: bool) -> Self {
        Self { path, named_by: None, required, fault: None }
    }

    /// What a variable of the environment names must exist.
    pub(crate) fn named_by(variable: &'static str, path: PathBuf) -> Self {
        Self { named_by: Some(variable), ..Self::new(path, true) }
    }

    /// An entry is called like the file key or like the variable; both may be there if they say the same.
    pub(super) fn ask(&mut self, wanted: SchemaField) -> Result<Option<Found>, Box<ProblemKind>> {
        self.fault = match file::metadata(&self.path) {
            Ok(metadata) if metadata.is_dir() => None,
            Ok(_) => Some(Unreadable::NotADirectory),
            Err(reason) => Some(reason),
        };
        if self.fault.is_some() {
            return Ok(None);
        }
        for names in wanted.entries() {
            if let Some(found) = self.one_of(wanted, &names)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What the entries of these names say, if one is there and they agree.
    fn one_of(&self, wanted: SchemaField, names: &[String]) -> Result<Option<Found>, Box<ProblemKind>> {
        let mut answer: Option<Found> = None;
        for name in names {
            let Some(found) = read(&self.path.join(name))? else { continue };
            match &answer {
                Some(first) if first.value == found.value => {}
                Some(first) => {
                    let (first, second) = (first.provenance.origin(wanted), found.provenance.origin(wanted));
                    return Err(Box::new(ProblemKind::Ambiguous { first, second }));
                }
                None => answer = Some(found),
            }
        }
        Ok(answer)
    }

    pub(super) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        if self.fault.is_some() {
            return Vec::new();
        }
        wanted
            .entries()
            .concat()
            .into_iter()
            .map(|name| Origin::Entry { path: self.path.join(name) })
            .collect()
    }

    /// The names of its files that are text, in an order that does not change.
    pub(super) fn names(&self) -> Vec<(String, Origin)> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let names: BTreeMap<String, PathBuf> = named.collect();
        names.into_iter().map(|(name, path)| (name, Origin::Entry { path })).collect()
    }

    pub(super) fn problems(&self) -> Vec<ProblemKind> {
        let (path, variable) = (self.path.clone(), self.named_by.map(str::to_owned));
        match (self.fault, self.named_by) {
            (None, _) => Vec::new(),
            (Some(Unreadable::NotFound), _) if !self.required => Vec::new(),
            (Some(_), Some(name)) if path.as_os_str().is_empty() => {
                let origin = Origin::variable(name);
                vec![ProblemKind::Malformed { origin, fault: KeyFault::Empty }]
            }
            (Some(reason), _) => vec![ProblemKind::Unreadable { path, variable, reason }],
        }
    }
}

fn read(path: &Path) -> Result<Option<Found>, Box<ProblemKind>> {
    match file::read_entry(path) {
        Ok((value, notes)) => {
            Ok(Some(Found::with_notes(value, Origin::Entry { path: path.to_owned() }, notes)))
        }
        Err(Unreadable::NotFound) => Ok(None),
        Err(reason) => {
            Err(Box::new(ProblemKind::Unreadable { path: path.to_owned(), variable: None, reason }))
        }
    }
}
