//! A server on loopback that replays a script and keeps every request as it came.

use crate::script::Answer;
use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// Three listeners, one a host, that share a script; they go on until the tests end.
pub(crate) struct Server {
    ports: [u16; 3],
    exchange: Arc<Mutex<Exchange>>,
}

/// The script that is being replayed, and what has come.
#[derive(Default)]
struct Exchange {
    answers: VecDeque<Answer>,
    received: Vec<Received>,
}

/// One request as it came.
pub(crate) struct Received {
    pub(crate) host: &'static str,
    pub(crate) raw: Vec<u8>,
    pub(crate) at: Instant,
}

const HOSTS: [&str; 3] = ["track", "app", "pipelines"];

impl Server {
    pub(crate) fn start() -> Self {
        let exchange = Arc::new(Mutex::new(Exchange::default()));
        let ports = HOSTS.map(|host| {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = listener.local_addr().unwrap().port();
            let exchange = Arc::clone(&exchange);
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    // A client may give up at any time, which is its own business.
                    let _ = serve(host, stream, &exchange);
                }
            });
            port
        });
        Self { ports, exchange }
    }

    pub(crate) fn ports(&self) -> [u16; 3] {
        self.ports
    }

    /// The host that is asked at a port.
    pub(crate) fn host(&self, port: u16) -> &'static str {
        HOSTS.into_iter().zip(self.ports).find(|(_, taken)| *taken == port).map_or("nobody", |(host, _)| host)
    }

    pub(crate) fn play(&self, script: &[Answer]) {
        *self.exchange.lock().unwrap() =
            Exchange { answers: script.iter().cloned().collect(), received: Vec::new() };
    }

    /// What came since, and how many answers are left.
    pub(crate) fn stop(&self) -> (Vec<Received>, usize) {
        let exchange = std::mem::take(&mut *self.exchange.lock().unwrap());
        (exchange.received, exchange.answers.len())
    }
}

fn serve(host: &'static str, mut stream: TcpStream, exchange: &Mutex<Exchange>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let raw = read_request(&mut stream)?;
    let answer = {
        let mut exchange = exchange.lock().unwrap();
        exchange.received.push(Received { host, raw, at: Instant::now() });
        exchange.answers.pop_front()
    };
    let Some(answer) = answer else { return Ok(()) };
    stream.write_all(&answer.to_wire(SystemTime::now()))?;
    if matches!(answer, Answer::Silence(silence) if silence.keeps_open()) {
        // The client ends it.
        let _ = stream.read(&mut [0]);
    }
    stream.shutdown(Shutdown::Write)
}

/// Head and body, by the length that the head says.
fn read_request(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    let mut part = [0; 65_536];
    loop {
        if head_of(&raw).is_some_and(|head| raw.len() >= head.len() + length(head)) {
            return Ok(raw);
        }
        match stream.read(&mut part)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => raw.extend_from_slice(&part[..read]),
        }
    }
}

fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.map_or(0, |length| length.trim().parse().unwrap())
}

/// Up to and with the empty line.
fn head_of(raw: &[u8]) -> Option<&[u8]> {
    raw.windows(4).position(|window| window == b"\r\n\r\n").map(|end| &raw[..end + 4])
}

impl Received {
    /// The request as the table compares it, once what every driver adds is checked and taken away.
    pub(crate) fn canonical(&self) -> String {
        let head = head_of(&self.raw).unwrap();
        let body = String::from_utf8(self.raw[head.len()..].to_vec()).unwrap();
        let head = String::from_utf8(head.to_vec()).unwrap();
        let mut lines = head.trim_end().split("\r\n");
        let line = lines.next().unwrap().strip_suffix(" HTTP/1.1").unwrap();
        let mut headers: Vec<&str> = lines.collect();
        let mut take = |name: &str| {
            let at = headers.iter().position(|header| header.starts_with(&format!("{name}: ")));
            at.map(|at| headers.remove(at).split_once(": ").unwrap().1.to_owned())
        };
        assert!(take("host").unwrap().starts_with("127.0.0.1:"));
        assert_eq!(take("accept").unwrap(), "*/*");
        assert_eq!(
            take("user-agent").unwrap(),
            concat!("cio-http/", env!("CARGO_PKG_VERSION"), " exchanges/1")
        );
        let length = if body.is_empty() { None } else { Some(body.len().to_string()) };
        assert_eq!(take("content-length"), length);
        canonical(self.host, line, headers.into_iter().map(str::to_owned).collect(), &body)
    }

    /// Every byte as it came, but the port; and the headers by name, for their order means nothing, and one stack
    /// writes the length of a body before the headers that it adds, the other after.
    pub(crate) fn bytes(&self) -> String {
        let text = String::from_utf8(self.raw.clone()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with("host: ")).collect();
        lines[1..].sort_unstable();
        format!("{}\r\n\r\n{body}", lines.join("\r\n"))
    }
}

/// Host and line, every header in the order of their names, the body.
pub(crate) fn canonical(host: &str, line: &str, mut headers: Vec<String>, body: &str) -> String {
    headers.sort();
    let headers: String = headers.into_iter().map(|header| header + "\n").collect();
    format!("{host} {line}\n{headers}\n{body}")
}
