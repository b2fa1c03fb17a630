//! A server on loopback that replays a script and keeps every request as it came.

use crate::script::Answer;
use cio_test_server::{Request, Then};
use std::collections::VecDeque;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime};

/// Three servers, one a host, that share a script; they go on until the tests end.
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
    host: &'static str,
    request: Request,
}

const HOSTS: [&str; 3] = ["track", "app", "pipelines"];

impl Server {
    pub(crate) fn start() -> Self {
        let exchange = Arc::new(Mutex::new(Exchange::default()));
        let ports = HOSTS.map(|host| {
            let exchange = Arc::clone(&exchange);
            let server = cio_test_server::Server::serving(move |request, stream| {
                let Some(answer) = exchange.lock().unwrap().next(host, request) else {
                    return Ok(Then::Close);
                };
                stream.write_all(&answer.to_wire(SystemTime::now()))?;
                let stalls = matches!(answer, Answer::Silence(silence) if silence.keeps_open());
                Ok(if stalls { Then::Stall } else { Then::Close })
            });
            server.address().port()
        });
        Self { ports, exchange }
    }

    pub(crate) fn ports(&self) -> [u16; 3] {
        self.ports
    }

    /// The host that is asked at a port.
    pub(crate) fn host(&self, port: u16) -> &'static str {
        HOSTS.into_iter().zip(self.ports).find(|(_, taken)| *taken == port).map_or("none", |(host, _)| host)
    }

    pub(crate) fn play(&self, script: &[Answer]) {
        *self.exchange.lock().unwrap() =
            Exchange { answers: script.iter().cloned().collect(), received: Vec::new() };
    }

    /// The requests since, and how many answers are left.
    pub(crate) fn stop(&self) -> (Vec<Received>, usize) {
        let exchange = std::mem::take(&mut *self.exchange.lock().unwrap());
        (exchange.received, exchange.answers.len())
    }
}

impl Exchange {
    /// Records a request, and takes its answer from the script.
    fn next(&mut self, host: &'static str, request: &Request) -> Option<Answer> {
        self.received.push(Received { host, request: request.clone() });
        self.answers.pop_front()
    }
}

impl Received {
    pub(crate) fn at(&self) -> Instant {
        self.request.at()
    }

    /// The request as the table compares it, once what every driver adds is checked and taken away.
    pub(crate) fn canonical(&self) -> String {
        let body = self.request.body();
        let mut lines = self.request.head().trim_end().split("\r\n");
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
        canonical(self.host, line, headers.into_iter().map(str::to_owned).collect(), body)
    }

    /// Every byte as it came, but the port; and the headers by name, for their order means nothing, and one stack
    /// writes the length of a body before the headers that it adds, the other after.
    pub(crate) fn bytes(&self) -> String {
        let (head, body) = (self.request.head().trim_end(), self.request.body());
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
