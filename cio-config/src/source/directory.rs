//! A directory with one file a credential: Docker's and Kubernetes' secrets, systemd's credentials.

use crate::credential::fault::KeyFault;
use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::read::opened;
use crate::read::stamp::Files;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, Found, Outcome, WhichFields};
use crate::source::by_name::ask_entries;
use crate::source::lookup::{Lookup, fill};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::session::Session;
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

/// The directory that `$CREDENTIALS_DIRECTORY` names, if it is set: systemd passes credentials to a service so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Systemd(Option<Directory>);

impl Directory {
    pub(crate) fn new(path: PathBuf, required: bool) -> Self {
        Self { path, named_by: None, required, fault: None }
    }
}

impl Lookup for Directory {
    /// An entry is called like the file key or like the variable; both may be there if their contents are equal.
    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, _: &Session) {
        if !answers.iter().any(|answer| answer.is_asked(ask)) {
            return;
        }
        self.fault = match opened::metadata(&self.path) {
            Ok(metadata) if metadata.is_dir() => None,
            Ok(_) => Some(Unreadable::NotADirectory),
            Err(reason) => Some(reason),
        };
        if self.fault.is_none() {
            let version = MountVersion::of(&self.path);
            let read = |name: &str| {
                let entry = self.path.join(name);
                read(&entry, &version.place_of(&entry))
            };
            fill(answers, ask, |field| ask_entries(field, read));
        }
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
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

    /// In an order that does not depend on the file system.
    fn set_names(&self, _: WhichNames) -> SetNames {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let names: BTreeMap<String, PathBuf> = named.collect();
        let entries = names.into_iter().map(|(name, path)| (name, Origin::Entry { path })).collect();
        SetNames { entries, ..SetNames::default() }
    }

    fn problems(&self) -> Vec<ProblemKind> {
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

impl Systemd {
    /// The variable that names the directory.
    const VARIABLE: &str = "CREDENTIALS_DIRECTORY";
}

impl Lookup for Systemd {
    fn set_environment(&mut self, environment: &Environment) {
        let path = environment.path(Self::VARIABLE);
        self.0 = path.map(|path| Directory { named_by: Some(Self::VARIABLE), ..Directory::new(path, true) });
    }

    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, session: &Session) {
        if let Some(directory) = &mut self.0 {
            directory.answer(answers, ask, session);
        }
    }

    fn places(&self, field: SchemaField) -> Vec<Origin> {
        self.0.iter().flat_map(|directory| directory.places(field)).collect()
    }

    fn set_names(&self, which: WhichNames) -> SetNames {
        self.0.as_ref().map(|directory| directory.set_names(which)).unwrap_or_default()
    }

    fn problems(&self) -> Vec<ProblemKind> {
        self.0.iter().flat_map(Directory::problems).collect()
    }
}

/// The target of `..data` in a directory before the first entry was read. Kubernetes swaps that link to replace all
/// entries at once: those that are links through it are read where it pointed, so that all are of one version.
struct MountVersion(Option<PathBuf>);

impl MountVersion {
    const LINK: &str = "..data";

    fn of(directory: &Path) -> Self {
        let link = directory.join(Self::LINK);
        let metadata = opened::metadata(&link);
        let version = fs::canonicalize(&link).ok();
        if let Ok(metadata) = metadata {
            Files::note(&link, &metadata);
        }
        Self(version)
    }

    /// Where an entry of this version is.
    fn place_of(&self, entry: &Path) -> PathBuf {
        let behind_link = || {
            let link = fs::read_link(entry).ok()?;
            Some(self.0.as_ref()?.join(link.strip_prefix(Self::LINK).ok()?))
        };
        behind_link().unwrap_or_else(|| entry.to_owned())
    }
}

/// Reads an entry at the place where this version of it is.
fn read(path: &Path, at: &Path) -> Outcome {
    match file::read_entry(at) {
        Ok((value, notes)) => {
            Ok(Some(Found::with_notes(value, Origin::Entry { path: path.to_owned() }, notes)))
        }
        Err(Unreadable::NotFound) => Ok(None),
        Err(reason) => {
            Err(Box::new(ProblemKind::Unreadable { path: path.to_owned(), variable: None, reason }))
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{MountVersion, read};
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn entries_are_of_the_version_that_was_there_first_though_the_link_is_swapped() {
        let path = std::env::temp_dir().join(format!("cio-directory-{}", std::process::id()));
        for version in ["one", "two"] {
            fs::create_dir_all(path.join(version)).unwrap();
            fs::write(path.join(version).join("site_id"), version).unwrap();
        }
        symlink("one", path.join("..data")).unwrap();
        symlink("..data/site_id", path.join("site_id")).unwrap();
        // An entry beside the link is read where it is.
        fs::write(path.join("region"), "eu").unwrap();

        let value = |version: &MountVersion, name: &str| {
            let entry = path.join(name);
            let found = read(&entry, &version.place_of(&entry)).unwrap().unwrap();
            String::from_utf8(found.value.bytes().to_vec()).unwrap()
        };
        let first = MountVersion::of(&path);
        symlink("two", path.join("new")).unwrap();
        fs::rename(path.join("new"), path.join("..data")).unwrap();
        let values =
            [value(&first, "site_id"), value(&first, "region"), value(&MountVersion::of(&path), "site_id")];
        fs::remove_dir_all(&path).unwrap();
        assert_eq!(values, ["one", "eu", "two"]);
    }
}
