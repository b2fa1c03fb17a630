//! Reads a file that holds a secret, and leaves no copy of it behind.

use crate::credential::value::Value;
use crate::credential::value::without_final_newline;
use crate::output::report::Note;
use crate::read::pipe;
use std::fs::{self, File, Metadata};
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
    /// It is a link, and there is nothing where it leads.
    #[error("is a link that leads nowhere")]
    BrokenLink,
    /// The process may not read it.
    #[error("may not be read by this process")]
    PermissionDenied,
    /// It is a directory.
    #[error("is a directory")]
    Directory,
    /// It is no directory, where one was named.
    #[error("is no directory")]
    NotADirectory,
    /// It is a device, a socket, or a pipe where only files belong.
    #[error("is no regular file")]
    NotAFile,
    /// It is a pipe, and nobody wrote it to its end in time.
    #[error("is a pipe that nobody wrote to its end within {} seconds", pipe::TIMEOUT.as_secs())]
    TimedOut,
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
            Self::NotFound => "correct the path, or create what it names",
            Self::BrokenLink => "correct the link, or create what it leads to",
            Self::PermissionDenied => "let the user of this process read it",
            Self::Directory => "name a file in it",
            Self::NotADirectory => "name the directory that holds the files",
            Self::NotAFile => "put the value in a regular file",
            Self::TimedOut => "check the program that is to write it, or use a regular file",
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
        error.kind().into()
    }
}

impl From<ErrorKind> for Unreadable {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            // What should hold it is a file itself.
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NotFound,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::IsADirectory => Self::Directory,
            kind => Self::Other(kind),
        }
    }
}

/// Reads a whole file of at most `limit` bytes, or a pipe, as `<(command)` of a shell and the mounted `.env` of 1Password
/// are: both give what another program writes, once.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let metadata = metadata(path)?;
    if is_pipe(&metadata) { pipe::read_at(path, limit) } else { read_regular(path, &metadata, limit) }
}

/// What stands at a path. It is asked for before anything is opened: to open a pipe may wait without end.
pub(crate) fn metadata(path: &Path) -> Result<Metadata, Unreadable> {
    fs::metadata(path).map_err(|error| match error.into() {
        Unreadable::NotFound if path.is_symlink() => Unreadable::BrokenLink,
        reason => reason,
    })
}

#[cfg(feature = "store")]
pub(crate) fn is_pipe_at(path: &Path) -> bool {
    metadata(path).is_ok_and(|metadata| is_pipe(&metadata))
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

fn read_regular(path: &Path, metadata: &Metadata, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    match metadata {
        _ if metadata.is_dir() => return Err(Unreadable::Directory),
        _ if !metadata.is_file() => return Err(Unreadable::NotAFile),
        _ => {}
    }
    let mut file = File::open(path)?;
    // One byte more than the file says it has, so that the end is seen without growing.
    let expected = usize::try_from(metadata.len()).unwrap_or(usize::MAX).min(limit);
    let mut bytes = Zeroizing::new(vec![0; expected + 1]);
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        }
        if filled > limit {
            return Err(Unreadable::TooLarge { limit });
        }
        // All that it was said to hold, though there was room for more: the end. What the system makes up says 0.
        if filled > 0 && filled as u64 == metadata.len() {
            break;
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

/// What a file holds that holds one value, and whether it begins with a byte order mark, which is not part of it.
pub(crate) type Content = (Value, Vec<Note>);

/// How many bytes of a file that holds one value are read.
const LIMIT: usize = 64 * 1024;

/// Reads a file that holds one value, or a pipe.
pub(crate) fn read_value(path: &Path) -> Result<Content, Unreadable> {
    read(path, LIMIT).map(|whole| value_of(&whole))
}

/// The same of a file in a directory of them, where nothing else belongs.
pub(crate) fn read_entry(path: &Path) -> Result<Content, Unreadable> {
    let metadata = metadata(path)?;
    read_regular(path, &metadata, LIMIT).map(|whole| value_of(&whole))
}

fn value_of(whole: &[u8]) -> Content {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let value = without_final_newline(whole);
    match value.strip_prefix(MARK) {
        Some(rest) => (Value::copy_of(rest), vec![Note::ByteOrderMark]),
        None => (Value::copy_of(value), vec![]),
    }
}
