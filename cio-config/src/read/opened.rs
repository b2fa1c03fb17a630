//! Opens a path, then checks the open file: between a check of the path and the opening, the file could be replaced.

use crate::finding::unreadable::Unreadable;
use crate::read::stamp::Files;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

/// The kind of file that was opened.
pub(super) enum Opened {
    /// A regular file, and how many bytes it has.
    Sized(File, u64),
    /// A regular file that says it has none: it is empty, or the system makes it up as it is read.
    MadeUp(File),
    /// A pipe, which is read without blocking, and whether it has had a writer for sure.
    Pipe(File, bool),
}

/// Opens a file or a pipe. A pipe is not waited for: with a flag of the system, opening it succeeds before it has a writer.
pub(super) fn open(path: &Path) -> Result<Opened, Unreadable> {
    // Looked at first, because to open a device may have effects, and a socket cannot be opened.
    let looked_at = metadata(path)?;
    if is_pipe(&looked_at) {
        Files::note_pipe();
    } else {
        Files::note(path, &looked_at);
    }
    refuse_others(&looked_at)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NONBLOCK);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    refuse_others(&metadata)?;
    Ok(match metadata.len() {
        _ if is_pipe(&metadata) => Opened::Pipe(file, is_without_name(path)),
        0 => Opened::MadeUp(file),
        length => Opened::Sized(file, length),
    })
}

/// The kind of file at a path, links followed.
pub(crate) fn metadata(path: &Path) -> Result<Metadata, Unreadable> {
    fs::metadata(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            Files::note_absent(path);
        }
        match error.into() {
            Unreadable::NotFound if path.is_symlink() => Unreadable::BrokenLink,
            reason => reason,
        }
    })
}

#[cfg(feature = "store")]
pub(crate) fn is_pipe_at(path: &Path) -> bool {
    metadata(path).is_ok_and(|metadata| is_pipe(&metadata))
}

/// Only files and pipes are read.
fn refuse_others(metadata: &Metadata) -> Result<(), Unreadable> {
    match metadata {
        _ if metadata.is_file() || is_pipe(metadata) => Ok(()),
        _ if metadata.is_dir() => Err(Unreadable::Directory),
        _ => Err(Unreadable::NotAFile),
    }
}

/// Whether a pipe has no name in a file system, as the one of `<(command)` has none: then its writer opened it when it was
/// made. The link to it in `/proc` points to no path; other systems have a device.
fn is_without_name(pipe: &Path) -> bool {
    pipe.canonicalize().map_or(true, |path| path.starts_with("/dev/fd"))
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// `O_NONBLOCK`, which each system numbers in its own way. Without it, to open a pipe waits for its writer.
#[cfg(unix)]
const NONBLOCK: i32 = if cfg!(any(target_os = "linux", target_os = "android")) {
    if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
        0x80
    } else if cfg!(any(target_arch = "sparc", target_arch = "sparc64")) {
        0x4000
    } else {
        0x800
    }
} else if cfg!(any(
    target_vendor = "apple",
    target_os = "freebsd",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "dragonfly"
)) {
    0x4
} else if cfg!(any(target_os = "solaris", target_os = "illumos")) {
    0x80
} else {
    0
};
