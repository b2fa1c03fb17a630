//! A server for the tests of the backends: it says one thing to whoever asks.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Answers on loopback, and remembers what it was asked.
pub(super) struct Canned {
    pub(super) endpoint: String,
    seen: Arc<Mutex<Vec<Heard>>>,
}

/// A request.
#[derive(Clone, Default)]
pub(super) struct Heard {
    pub(super) path: String,
    /// In lower case, as are their names.
    #[cfg(feature = "vault")]
    headers: Vec<String>,
    pub(super) body: String,
}

/// An answer.
#[derive(Clone)]
pub(super) struct Said {
    status: u16,
    header: &'static str,
    body: String,
}

impl Said {
    pub(super) fn status(status: u16, body: &str) -> Self {
        Self { status, header: "X-Canned: yes", body: body.to_owned() }
    }
}

#[cfg(feature = "vault")]
impl Said {
    pub(super) fn ok(body: &str) -> Self {
        Self::status(200, body)
    }

    pub(super) fn with(self, header: &'static str) -> Self {
        Self { header, ..self }
    }
}

#[cfg(feature = "vault")]
impl Heard {
    /// What a header says, named in lower case.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        values.map(|value| value.trim().to_owned()).next()
    }
}

impl Canned {
    /// Says the same, a status and JSON, to every request.
    #[cfg(any(feature = "aws", feature = "gcp"))]
    pub(super) fn says(status: u16, body: impl Into<String>) -> Self {
        let body = body.into();
        Self::answers(move |_| (status, body.clone()))
    }

    /// Answers a request by its body.
    #[cfg(any(feature = "aws", feature = "gcp"))]
    pub(super) fn answers(answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self::hears(move |heard| {
            let (status, body) = answer(&heard.body);
            Said::status(status, &body)
        })
    }

    /// Answers a request by all of it.
    pub(super) fn hears(answer: impl Fn(&Heard) -> Said + Send + Sync + 'static) -> Self {
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
        self.seen.lock().unwrap().iter().map(|heard| heard.body.clone()).collect()
    }

    /// The paths of all requests so far.
    #[cfg(any(feature = "gcp", feature = "vault"))]
    pub(super) fn paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|heard| heard.path.clone()).collect()
    }
}

#[cfg(feature = "vault")]
impl Canned {
    /// What a header said in each request that had it.
    pub(super) fn headers(&self, name: &str) -> Vec<String> {
        self.seen.lock().unwrap().iter().filter_map(|heard| heard.header(name)).collect()
    }
}

/// An endpoint where nothing listens.
pub(super) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn converse(mut stream: &TcpStream, answer: &dyn Fn(&Heard) -> Said, seen: &Mutex<Vec<Heard>>) {
    let mut reader = BufReader::new(stream);
    while let Some(heard) = read_request(&mut reader) {
        let Said { status, header, body } = answer(&heard);
        seen.lock().unwrap().push(heard);
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{header}\r\ncontent-length: {length}\r\n\r\n"
        );
        if stream.write_all((head + &body).as_bytes()).is_err() {
            break;
        }
    }
}

/// A request, empty if what comes is no HTTP.
fn read_request(reader: &mut impl BufRead) -> Option<Heard> {
    let (mut heard, mut length) = (Heard::default(), 0);
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let Ok(line) = String::from_utf8(line) else { break };
        if line == "\r\n" {
            break;
        }
        let lower = line.to_ascii_lowercase();
        match lower.strip_prefix("content-length:") {
            Some(value) => length = value.trim().parse().ok()?,
            None if heard.path.is_empty() => {
                heard.path = line.split(' ').nth(1)?.trim_end_matches('?').to_owned();
            }
            None => {
                #[cfg(feature = "vault")]
                heard.headers.push(lower);
            }
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    heard.body = String::from_utf8(body).ok()?;
    Some(heard)
}
