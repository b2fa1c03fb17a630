//! Reads a file that holds a secret, and wipes every copy of it.

use crate::credential::value::Value;
use crate::credential::value::without_final_newline;
use crate::finding::note::Note;
use crate::finding::unreadable::Unreadable;
use crate::read::opened::{self, Opened};
use crate::read::pipe;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// Reads a whole file of at most `limit` bytes, or a pipe, as `<(command)` of a shell and the mounted `.env` of 1Password
/// are: both give the output of another program, once.
///
/// A regular file that has bytes is read without a limit of time: a network mount that hangs is waited for.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    match opened::open(path)? {
        Opened::Sized(file, length) => read_sized(file, length, limit),
        Opened::MadeUp(file) => pipe::read_made_up(file, limit),
        Opened::Pipe(file, has_writer) => pipe::read_pipe(file, has_writer, limit),
    }
}

fn read_sized(mut file: File, length: u64, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    // One byte more than the file says it has, so that the end is seen without growing.
    let expected = usize::try_from(length).unwrap_or(usize::MAX).min(limit);
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
        // All that it was said to hold, though there was room for more: the end.
        if filled as u64 == length {
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

/// The value of a file that holds one, and whether a byte order mark was removed from its start.
pub(crate) type Content = (Value, Vec<Note>);

/// How many bytes of a file that holds one value are read.
const LIMIT: usize = 64 * 1024;

/// Reads a file that holds one value, or a pipe.
pub(crate) fn read_value(path: &Path) -> Result<Content, Unreadable> {
    read(path, LIMIT).map(|whole| value_of(&whole))
}

/// The same of a file in a directory of them, where nothing else belongs.
pub(crate) fn read_entry(path: &Path) -> Result<Content, Unreadable> {
    let whole = match opened::open(path)? {
        Opened::Sized(file, length) => read_sized(file, length, LIMIT),
        Opened::MadeUp(file) => pipe::read_made_up(file, LIMIT),
        Opened::Pipe(..) => Err(Unreadable::NotAFile),
    };
    whole.map(|whole| value_of(&whole))
}

fn value_of(whole: &[u8]) -> Content {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let value = without_final_newline(whole);
    match value.strip_prefix(MARK) {
        Some(rest) => (Value::copy_of(rest), vec![Note::ByteOrderMark]),
        None => (Value::copy_of(value), vec![]),
    }
}
