//! Reads what another program writes, for as long as it may take.

use crate::finding::unreadable::{TIMEOUT, Unreadable};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// Why nothing was read.
#[derive(Debug, PartialEq)]
pub(super) enum Fault {
    TimedOut,
    TooMuch,
    Unread(ErrorKind),
}

/// Opens and reads on a thread, since neither can be done for a limited time. It ends with the writer, whoever waits for it.
pub(super) fn read<R: Read>(
    open: impl FnOnce() -> io::Result<R> + Send + 'static,
    limit: usize,
    timeout: Duration,
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let opened = open().map_err(|error| Fault::Unread(error.kind()));
        // The other end is gone if the time was up.
        let _ = sender.send(opened.and_then(|from| to_the_end(from, limit)));
    });
    receiver.recv_timeout(timeout).map_err(|_| Fault::TimedOut)?
}

/// Reads the pipe at a path.
pub(super) fn read_at(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    read_within(path, limit, TIMEOUT)
}

fn read_within(path: &Path, limit: usize, timeout: Duration) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let own = path.to_owned();
    read(move || File::open(own), limit, timeout).map_err(|fault| match fault {
        Fault::TimedOut => {
            // The thread waits for somebody to write. One who opens the pipe and goes is enough, and whoever opens both ends
            // does not wait himself; who may not open it leaves the thread behind.
            let _ = OpenOptions::new().read(true).write(true).open(path);
            Unreadable::TimedOut
        }
        Fault::TooMuch => Unreadable::TooLarge { limit },
        Fault::Unread(kind) => kind.into(),
    })
}

/// Reads into a buffer that is large enough from the start.
fn to_the_end(mut from: impl Read, limit: usize) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let mut bytes = Zeroizing::new(vec![0; limit + 1]);
    let mut filled = 0;
    while filled <= limit {
        match from.read(&mut bytes[filled..]) {
            Ok(0) => {
                bytes.truncate(filled);
                return Ok(bytes);
            }
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::Unread(error.kind())),
        }
    }
    Err(Fault::TooMuch)
}

#[cfg(all(test, unix))]
mod tests {
    use super::read_within;
    use crate::finding::unreadable::Unreadable;
    use std::path::PathBuf;
    use std::process::Command;
    use std::time::{Duration, Instant};
    use std::{env, fs, process};
    use zeroize::Zeroizing;

    /// A pipe with a name.
    struct Pipe(PathBuf);

    impl Pipe {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("cio-config-{name}-{}", process::id()));
            assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            Self(path)
        }

        /// Reads it while a script writes to it.
        fn read_from(&self, script: &str, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
            let mut writing = Command::new("sh").args(["-c", script]).arg(&self.0).spawn().unwrap();
            let read = read_within(&self.0, limit, Duration::from_secs(10));
            writing.wait().unwrap();
            read
        }
    }

    impl Drop for Pipe {
        fn drop(&mut self) {
            let _ = fs::remove_file(&self.0);
        }
    }

    #[test]
    fn a_pipe_is_read_to_the_end_of_what_is_written() {
        let pipe = Pipe::new("written");
        let bytes = pipe.read_from("{ printf ab; sleep 0.2; printf cd; } > \"$0\"", 8).unwrap();
        assert_eq!(**bytes, *b"abcd");
        let fault = pipe.read_from("printf too-much > \"$0\"", 3).unwrap_err();
        assert_eq!(fault, Unreadable::TooLarge { limit: 3 });
    }

    #[test]
    fn a_pipe_that_nobody_writes_is_not_waited_for_and_keeps_no_thread() {
        let pipe = Pipe::new("silent");
        let start = Instant::now();
        assert_eq!(read_within(&pipe.0, 8, Duration::from_millis(100)).unwrap_err(), Unreadable::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
        // A thread that still read it would take these bytes.
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(**pipe.read_from("printf later > \"$0\"", 8).unwrap(), *b"later");
    }
}
