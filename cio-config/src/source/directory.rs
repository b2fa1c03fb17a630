//! A directory with one file a credential: Docker's and Kubernetes' secrets, systemd's credentials.

use crate::credential::fault::KeyFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::read::stamp::Files;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::Found;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The link that Kubernetes swaps to replace all entries at once.
const VERSION: &str = "..data";

/// A directory of secrets. Links are followed, so Kubernetes' `..data` layout is read as any other.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    /// The variable of the environment that names it, if one does.
    named_by: Option<&'static str>,
    required: bool,
    /// Why it cannot be looked into, once it has been tried.
    fault: Option<Unreadable>,
    /// What `..data` in it points to, found at the first question: the entries that are links through it are read there, so
    /// that all belong to one version though Kubernetes swaps the link meanwhile.
    version: Option<Option<PathBuf>>,
}

impl Directory {
    pub(crate) fn new(path: PathBuf, required: bool) -> Self {
        Self { path, named_by: None, required, fault: None, version: None }
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
        self.version.get_or_insert_with(|| version(&self.path));
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
            let path = self.path.join(name);
            let Some(found) = read(&path, &self.in_version(&path))? else { continue };
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

    /// Where to read an entry.
    fn in_version(&self, entry: &Path) -> PathBuf {
        let behind_link = || {
            let version = self.version.as_ref()?.as_ref()?;
            let link = fs::read_link(entry).ok()?;
            Some(version.join(link.strip_prefix(VERSION).ok()?))
        };
        behind_link().unwrap_or_else(|| entry.to_owned())
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

/// What `..data` in a directory points to.
fn version(directory: &Path) -> Option<PathBuf> {
    let link = directory.join(VERSION);
    let metadata = file::metadata(&link).ok()?;
    let version = fs::canonicalize(&link).ok()?;
    Files::note(&link, &metadata);
    Some(version)
}

/// Reads an entry, at the place where this version of it is.
fn read(path: &Path, at: &Path) -> Result<Option<Found>, Box<ProblemKind>> {
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
    use super::Directory;
    use crate::generated::declared::Declared;
    use crate::ready_made::TrackCredentials;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn all_entries_are_of_the_version_that_was_there_at_the_first_question() {
        let path = std::env::temp_dir().join(format!("cio-directory-{}", std::process::id()));
        for version in ["one", "two"] {
            fs::create_dir_all(path.join(version)).unwrap();
            for entry in ["site_id", "track_api_key"] {
                fs::write(path.join(version).join(entry), version).unwrap();
            }
        }
        symlink("one", path.join("..data")).unwrap();
        symlink("..data/site_id", path.join("site_id")).unwrap();
        symlink("..data/track_api_key", path.join("track_api_key")).unwrap();
        // An entry beside the link is read where it is.
        fs::write(path.join("region"), "eu").unwrap();

        let (mut directory, mut values) = (Directory::new(path.clone(), true), Vec::new());
        TrackCredentials::DECLARATION.each_field(&mut |field| {
            let found = directory.ask(field).unwrap().unwrap();
            values.push(String::from_utf8(found.value.bytes().to_vec()).unwrap());
            if values.len() == 1 {
                symlink("two", path.join("new")).unwrap();
                fs::rename(path.join("new"), path.join("..data")).unwrap();
            }
        });
        fs::remove_dir_all(&path).unwrap();
        assert_eq!(values, ["one", "one", "eu"]);
    }
}
