//! A directory of secrets as Kubernetes mounts it: all entries are links through `..data`, which is swapped.

use crate::place::{Loads, Place, Slow};
use cio_config::{Fetching, Loader, Rotating, Secret, SecretRequest, SecretStore, TrackCredentials};
use cio_http::sandbox::Credentials;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fs;
use std::io::Result;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ENTRIES: [&str; 2] = ["site_id", "track_api_key"];
/// How long each load takes longer.
const SLOW: Duration = Duration::from_millis(20);

pub(crate) struct Mounted {
    path: PathBuf,
    versions: Cell<u32>,
    last: RefCell<(String, String)>,
}

impl Mounted {
    pub(crate) fn new(keys: &Credentials) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("rotate-under-load-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        let mounted = Self { path, versions: Cell::new(0), last: RefCell::default() };
        mounted.put(keys.site_id(), keys.track_api_key())?;
        for entry in ENTRIES {
            symlink(Path::new("..data").join(entry), mounted.path.join(entry))?;
        }
        Ok(mounted)
    }
}

impl Place for Mounted {
    /// Puts both keys in place at once, and removes those before.
    fn put(&self, site_id: &str, track_api_key: &str) -> Result<()> {
        let version = self.versions.replace(self.versions.get() + 1);
        let (name, data) = (format!("..version-{version}"), self.path.join("..data"));
        let (folder, before) = (self.path.join(&name), fs::read_link(&data));
        fs::create_dir(&folder)?;
        for (entry, value) in ENTRIES.into_iter().zip([site_id, track_api_key]) {
            fs::write(folder.join(entry), value)?;
        }
        symlink(&name, self.path.join("..new"))?;
        fs::rename(self.path.join("..new"), &data)?;
        self.last.replace((site_id.to_owned(), track_api_key.to_owned()));
        before.map_or(Ok(()), |before| fs::remove_dir_all(self.path.join(before)))
    }

    /// Empty entries hold no keys.
    fn fail(&self, during: &mut dyn FnMut()) -> Result<()> {
        let keys = self.last.borrow().clone();
        self.put("", "")?;
        during();
        self.put(&keys.0, &keys.1)
    }

    fn keys(&self, loads: &Loads) -> std::result::Result<Rotating<TrackCredentials>, Box<dyn Error>> {
        let region = Slow { store: Us, by: SLOW, loads: loads.clone() };
        Ok(Loader::<TrackCredentials>::empty().secrets_dir(&self.path).store(region, "account").rotating()?)
    }
}

/// Has the region alone: a load reads the keys from the directory, then asks here.
struct Us;

impl SecretStore for Us {
    fn name(&self) -> &'static str {
        "the account"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        let region = || Ok(Secret::fields().field("region", b"us".to_vec()));
        Box::pin(async move { requests.iter().map(|_| region()).collect() })
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}
