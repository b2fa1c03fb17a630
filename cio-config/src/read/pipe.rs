//! Reads the output of another program, for as long as it may take. A thread reads, because no wait for data has a
//! limit in every system; the caller waits for the thread.

use crate::finding::unreadable::{TIMEOUT, Unreadable};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How often it is looked whether there is more.
const PAUSE: Duration = Duration::from_millis(2);
/// How long more output is waited for when a program has ended, and a program that it started may still write.
const GRACE: Duration = Duration::from_secs(1);

/// Why nothing was read.
#[derive(Debug, PartialEq)]
pub(super) enum PipeFault {
    TimedOut,
    TooMuch,
    Unread(ErrorKind),
}

/// Reads a pipe that was opened without blocking, from its first writer until the last one closes it.
pub(super) fn read_pipe(
    pipe: File,
    has_writer: bool,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    read(pipe, limit, TIMEOUT, has_writer)
}

/// Reads a file that the system makes up, whose end shows only as it is read.
pub(super) fn read_made_up(file: File, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    read(file, limit, TIMEOUT, true)
}

fn read(
    from: impl Read + Send + 'static,
    limit: usize,
    timeout: Duration,
    has_writer: bool,
) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let (sender, receiver) = mpsc::channel();
    let deadline = Instant::now() + timeout;
    thread::spawn(move || {
        // The other end is gone if the time was up.
        let _ = sender.send(to_the_end(from, limit, deadline, has_writer));
    });
    let read = receiver.recv_timeout(timeout).unwrap_or(Err(PipeFault::TimedOut));
    read.map_err(|fault| match fault {
        PipeFault::TimedOut => Unreadable::TimedOut,
        PipeFault::TooMuch => Unreadable::TooLarge { limit },
        PipeFault::Unread(kind) => kind.into(),
    })
}

/// Reads into a buffer that is large enough from the start. Before a pipe has a writer, it reads as if it had ended.
fn to_the_end(
    mut from: impl Read,
    limit: usize,
    deadline: Instant,
    mut has_writer: bool,
) -> Result<Zeroizing<Vec<u8>>, PipeFault> {
    let mut bytes = Zeroizing::new(vec![0; limit + 1]);
    let mut filled = 0;
    while filled <= limit {
        match from.read(&mut bytes[filled..]) {
            Ok(0) if has_writer => {
                bytes.truncate(filled);
                return Ok(bytes);
            }
            Ok(0) => {}
            Ok(read) => {
                (has_writer, filled) = (true, filled + read);
                continue;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == ErrorKind::WouldBlock => has_writer = true,
            Err(error) => return Err(PipeFault::Unread(error.kind())),
        }
        if Instant::now() > deadline {
            return Err(PipeFault::TimedOut);
        }
        thread::sleep(PAUSE);
    }
    Err(PipeFault::TooMuch)
}

/// Reads a program's output until the program and its output have ended. A program that it started may keep the output
/// open: then all that was printed by then counts.
pub(super) fn read_output(
    mut from: impl Read + Send + 'static,
    limit: usize,
    timeout: Duration,
    mut has_ended: impl FnMut() -> Result<bool, PipeFault>,
) -> Result<Zeroizing<Vec<u8>>, PipeFault> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        loop {
            let mut chunk = Zeroizing::new(vec![0; 8 * 1024]);
            let read = match from.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => Ok(read),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => Err(PipeFault::Unread(error.kind())),
            };
            let is_last = read.is_err();
            if sender.send(read.map(|read| (chunk, read))).is_err() || is_last {
                break;
            }
        }
    });
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
    let deadline = Instant::now() + timeout;
    let (mut is_open, mut idle_since) = (true, None);
    loop {
        match receiver.recv_timeout(PAUSE) {
            Ok(chunk) => {
                let (chunk, read) = chunk?;
                if read > limit - bytes.len() {
                    return Err(PipeFault::TooMuch);
                }
                bytes.extend_from_slice(&chunk[..read]);
                idle_since = None;
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => is_open = false,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if has_ended()? {
            let idle = idle_since.get_or_insert_with(Instant::now).elapsed();
            if !is_open || idle > GRACE {
                return Ok(bytes);
            }
        }
        if Instant::now() > deadline {
            return Err(PipeFault::TimedOut);
        }
        if !is_open {
            // Nothing is left to be received, so the pause is not made by waiting for it.
            thread::sleep(PAUSE);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{read, read_output};
    use crate::finding::unreadable::Unreadable;
    use crate::read::opened::{Opened, open};
    use std::path::PathBuf;
    use std::process::{Command, Stdio};
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

        fn read(&self, limit: usize, timeout: Duration) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
            let Ok(Opened::Pipe(file, has_writer)) = open(&self.0) else { panic!("it is a pipe") };
            read(file, limit, timeout, has_writer)
        }

        /// Reads it while a script writes to it.
        fn read_from(&self, script: &str, limit: usize) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
            let mut writing = Command::new("sh").args(["-c", script]).arg(&self.0).spawn().unwrap();
            let read = self.read(limit, Duration::from_secs(10));
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
    fn a_pipe_is_read_until_its_writer_closes_it() {
        let pipe = Pipe::new("written");
        let bytes = pipe.read_from("{ printf ab; sleep 0.2; printf cd; } > \"$0\"", 8).unwrap();
        assert_eq!(**bytes, *b"abcd");
        let bytes = pipe.read_from("sleep 0.2; printf late > \"$0\"", 8).unwrap();
        assert_eq!(**bytes, *b"late");
        let fault = pipe.read_from("printf too-much > \"$0\"", 3).unwrap_err();
        assert_eq!(fault, Unreadable::TooLarge { limit: 3 });
    }

    #[test]
    fn a_pipe_without_a_writer_is_not_waited_for_and_keeps_no_thread() {
        let pipe = Pipe::new("silent");
        let start = Instant::now();
        assert_eq!(pipe.read(8, Duration::from_millis(100)).unwrap_err(), Unreadable::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
        // A thread that still read it would take these bytes.
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(**pipe.read_from("printf later > \"$0\"", 8).unwrap(), *b"later");
    }

    #[test]
    fn a_program_has_ended_though_one_that_it_started_keeps_its_output() {
        let script = "sleep 8 & printf value";
        let mut program = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn().unwrap();
        let stdout = program.stdout.take().unwrap();
        let start = Instant::now();
        let printed =
            read_output(stdout, 64, Duration::from_secs(7), || Ok(program.try_wait().unwrap().is_some()));
        assert_eq!(printed.unwrap().as_slice(), b"value");
        assert!(start.elapsed() < Duration::from_secs(7));
    }
}
