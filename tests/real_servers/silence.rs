//! No byte of a secret in what a load says, nor in what the clients of the stores log at their most talkative.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};
use tracing_subscriber::filter::LevelFilter;

/// Is in every secret that the servers hold; with it, how base64 spells it, wherever in the text it starts, and how
/// `Debug` spells bytes.
const MARKS: [&str; 5] = ["s3cr3t", "czNjcjN0", "MzY3IzdC", "zM2NyM3", "115, 51, 99, 114, 51, 116"];

/// The logins of these tests.
static LOGINS: Mutex<Vec<String>> = Mutex::new(Vec::new());

static LINES: AtomicUsize = AtomicUsize::new(0);
static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Something to log in with, which from here on may be logged no more than a secret may.
pub(crate) fn login(login: String) -> String {
    LOGINS.lock().unwrap().push(login.clone());
    login
}

/// From here on every line that anything in this process logs is looked at.
pub(crate) fn listen() {
    static START: Once = Once::new();
    START.call_once(|| {
        let watch = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        watch.with_writer(|| Watch).init();
    });
}

/// Readable output holds no secret.
pub(crate) fn assert_silent(said: &str) {
    assert!(!leaks(said), "{said}");
}

/// Nothing that was logged so far holds a secret.
pub(crate) fn assert_nothing_leaked() {
    let leaks = LEAKS.lock().unwrap();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

fn leaks(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
        || LOGINS.lock().unwrap().iter().any(|login| text.contains(login))
}

/// Keeps the lines that hold a secret.
struct Watch;

impl Write for Watch {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LINES.fetch_add(1, Ordering::Relaxed);
        let text = String::from_utf8_lossy(line);
        if leaks(&text) {
            LEAKS.lock().unwrap().push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_secret_in_a_line_would_be_seen() {
    let bytes = format!("{:?}", b"s3cr3t-a");
    for text in ["the key is s3cr3t-a", "czNjcjN0LWE=", "eHMzY3IzdC1h", "eHhzM2NyM3QtYQ==", &bytes] {
        assert!(leaks(text), "{text}");
    }
    assert!(leaks(&format!("Authorization: Bearer {}", login("a-token-of-this-test".to_owned()))));
    listen();
    let before = LINES.load(Ordering::Relaxed);
    tracing::trace!("a line");
    log::trace!("another line");
    assert!(LINES.load(Ordering::Relaxed) >= before + 2);
}
