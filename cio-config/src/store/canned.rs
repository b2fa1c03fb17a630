//! A server for the tests of the backends: it says one thing to whoever asks.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Answers on loopback, and remembers what it was asked: paths and bodies.
pub(super) struct Canned {
    pub(super) endpoint: String,
    seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Canned {
    /// Says the same, a status and JSON, to every request.
    pub(super) fn says(status: u16, body: impl Into<String>) -> Self {
        let body = body.into();
        Self::answers(move |_| (status, body.clone()))
    }

    /// Answers a request by its body.
    pub(super) fn answers(answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let all = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen) = (Arc::new(answer), all.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, seen) = (answer.clone(), seen.clone());
                std::thread::spawn(move || converse(&stream.unwrap(), &*answer, &seen));
            }
        });
        Self { endpoint, seen: all }
    }

    /// The bodies of all requests so far.
    #[cfg(feature = "aws")]
    pub(super) fn bodies(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(_, body)| body.clone()).collect()
    }

    /// The paths of all requests so far.
    #[cfg(feature = "gcp")]
    pub(super) fn paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(path, _)| path.clone()).collect()
    }
}

/// An endpoint where nothing listens.
pub(super) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn converse(
    mut stream: &TcpStream,
    answer: &dyn Fn(&str) -> (u16, String),
    seen: &Mutex<Vec<(String, String)>>,
) {
    let mut reader = BufReader::new(stream);
    while let Some((path, body)) = read_request(&mut reader) {
        let (status, text) = answer(&body);
        seen.lock().unwrap().push((path, body));
        let length = text.len();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        );
        if stream.write_all((head + &text).as_bytes()).is_err() {
            break;
        }
    }
}

/// Path and body, empty if what comes is no HTTP.
fn read_request(reader: &mut impl BufRead) -> Option<(String, String)> {
    let (mut path, mut length) = (String::new(), 0);
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let Ok(line) = String::from_utf8(line) else { break };
        if line == "\r\n" {
            break;
        }
        match line.to_ascii_lowercase().strip_prefix("content-length:") {
            Some(value) => length = value.trim().parse().ok()?,
            None if path.is_empty() => path = line.split(' ').nth(1)?.to_owned(),
            None => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, String::from_utf8(body).ok()?))
}
