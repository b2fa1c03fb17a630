//! Which files a load read, and how to see that one of them was replaced.

use std::cell::RefCell;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

thread_local! {
    /// The files that the load on this thread has read. A load reads all its files on one thread, so the sources need
    /// not pass a list along.
    static RECORD: RefCell<Option<Files>> = const { RefCell::new(None) };
}

/// The files that a load looked for, each as it was just before it was read, or that it was absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    files: Vec<(PathBuf, Option<Stamp>)>,
    /// A pipe gives its content once, and its metadata says nothing about the next one.
    has_pipe: bool,
}

/// Metadata that changes when a file is replaced or written, also when a link on its path (Kubernetes' `..data`) is
/// swapped.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    device_and_inode: (u64, u64),
    size: u64,
    modified: Option<std::time::SystemTime>,
}

impl Files {
    /// Runs a load and says which files it looked at.
    pub(crate) fn record<T>(load: impl FnOnce() -> T) -> (T, Self) {
        RECORD.set(Some(Self::default()));
        let loaded = load();
        (loaded, RECORD.take().unwrap_or_default())
    }

    /// Notes a file that is about to be read, if a record is kept.
    pub(crate) fn note(path: &Path, metadata: &Metadata) {
        Self::push(path, || Some(Stamp::of(metadata)));
    }

    /// Notes that a file was looked for and is absent: once it is there, another load reads more.
    pub(super) fn note_absent(path: &Path) {
        Self::push(path, || None);
    }

    fn push(path: &Path, stamp: impl FnOnce() -> Option<Stamp>) {
        RECORD.with_borrow_mut(|record| {
            if let Some(record) = record {
                record.files.push((path.to_owned(), stamp()));
            }
        });
    }

    /// Notes that a pipe was read.
    pub(super) fn note_pipe() {
        RECORD.with_borrow_mut(|record| {
            if let Some(record) = record {
                record.has_pipe = true;
            }
        });
    }

    /// Whether every file is still the one that was read, and those that were absent still are.
    pub(crate) fn are_current(&self) -> bool {
        self.files.iter().all(|(path, read)| match (fs::metadata(path), read) {
            (Ok(now), Some(read)) => Stamp::of(&now) == *read,
            (Err(error), None) => error.kind() == ErrorKind::NotFound,
            _ => false,
        })
    }

    /// Whether looking at the files is enough to know that they say the same.
    pub(crate) fn are_comparable(&self) -> bool {
        !self.has_pipe
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device_and_inode: device_and_inode(metadata),
            size: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

#[cfg(unix)]
fn device_and_inode(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn device_and_inode(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
