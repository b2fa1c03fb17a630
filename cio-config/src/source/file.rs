//! Reads a file that holds a secret, and leaves no copy of it behind.

use super::Value;
use super::value::without_final_newline;
use crate::report::Note;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// Why a file cannot be read.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, ProblemKind, Unreadable};
///
/// let environment = Environment::from([("CUSTOMERIO_REGION", "eu"), ("CUSTOMERIO_APP_API_KEY_FILE", "/")]);
/// let error = AppCredentials::loader().environment(environment).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Unreadable { reason: Unreadable::Directory, .. },
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// There is no such file.
    #[error("does not exist")]
    NotFound,
    /// The process may not read it.
    #[error("may not be read by this process")]
    PermissionDenied,
    /// It is a directory.
    #[error("is a directory")]
    Directory,
    /// It is no directory, where one was named.
    #[error("is no directory")]
    NotADirectory,
    /// It is larger than such a file should be.
    #[error("is larger than {limit} bytes")]
    TooLarge {
        /// How many bytes are read at most.
        limit: usize,
    },
    /// A document whose name does not say what it is written in.
    #[error("has a name that ends in neither `.toml` nor `.json`")]
    UnknownFormat,
    /// A document in a format that this build does not read.
    #[error("needs the feature `{feature}` of `cio-config`, which is off")]
    FeatureOff {
        /// The cargo feature.
        feature: &'static str,
    },
    /// Anything else.
    #[error("cannot be read ({0})")]
    Other(ErrorKind),
}

impl Unreadable {
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NotFound => "correct the path, or create the file",
            Self::PermissionDenied => "let the user of this process read it",
            Self::Directory => "name a file in it",
            Self::NotADirectory => "name the directory that holds the files",
            Self::TooLarge { .. } => "check that it is the right file",
            Self::UnknownFormat => "write it in TOML or JSON, and name it so",
            Self::FeatureOff { .. } => {
                "switch the feature on in `Cargo.toml`, or write the file in the other format"
            }
            Self::Other(_) => "check the file and its disk",
        }
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::IsADirectory => Self::Directory,
            kind => Self::Other(kind),
        }
    }
}

/// Reads a whole file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(Unreadable::Directory);
    }
    // One byte more than the file says it has, so that the end is seen without growing.
    let expected = usize::try_from(metadata.len()).unwrap_or(usize::MAX).min(limit);
    let mut bytes = Zeroizing::new(vec![0; expected + 1]);
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..])? {
            0 => break,
            read => filled += read,
        }
        if filled > limit {
            return Err(Unreadable::TooLarge { limit });
        }
        if filled == bytes.len() {
            bytes = grown(&bytes, limit);
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// A longer copy; the old one is wiped, which `Vec`'s own growing would not do.
fn grown(bytes: &[u8], limit: usize) -> Zeroizing<Vec<u8>> {
    let mut longer = Zeroizing::new(vec![0; (bytes.len() * 2).max(256).min(limit + 1)]);
    longer[..bytes.len()].copy_from_slice(bytes);
    longer
}

/// Reads a file that holds one value, and tells whether it began with a byte order mark, which is not part of it.
pub(crate) fn read_value(path: &Path) -> Result<(Value, Vec<Note>), Unreadable> {
    const LIMIT: usize = 64 * 1024;
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let whole = read(path, LIMIT)?;
    let value = without_final_newline(&whole);
    Ok(match value.strip_prefix(MARK) {
        Some(rest) => (Value::copy_of(rest), vec![Note::ByteOrderMark]),
        None => (Value::copy_of(value), vec![]),
    })
}
