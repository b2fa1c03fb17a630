//! A directory of secrets as Kubernetes mounts it: all entries are links through `..data`, which is swapped.

use cio_http::sandbox::Credentials;
use std::fs;
use std::io::Result;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const ENTRIES: [&str; 5] = ["site_id", "track_api_key", "app_api_key", "cdp_api_key", "region"];

pub(crate) struct Mounted {
    path: PathBuf,
    versions: u32,
}

impl Mounted {
    pub(crate) fn new(path: PathBuf, keys: &Credentials) -> Result<Self> {
        fs::create_dir_all(&path)?;
        let mut mounted = Self { path, versions: 0 };
        mounted.put(keys)?;
        for entry in ENTRIES {
            symlink(Path::new("..data").join(entry), mounted.path.join(entry))?;
        }
        Ok(mounted)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts all keys in place at once.
    pub(crate) fn put(&mut self, keys: &Credentials) -> Result<()> {
        self.versions += 1;
        let name = format!("..version-{}", self.versions);
        let folder = self.path.join(&name);
        fs::create_dir(&folder)?;
        let values = [keys.site_id(), keys.track_api_key(), keys.app_api_key(), keys.cdp_api_key(), "us"];
        for (entry, value) in ENTRIES.into_iter().zip(values) {
            fs::write(folder.join(entry), value)?;
        }
        symlink(&name, self.path.join("..new"))?;
        fs::rename(self.path.join("..new"), self.path.join("..data"))
    }
}
