//! An HTTP/1.1 server on loopback for the tests of this workspace. It answers as a test says, whole, broken or not at all,
//! and records every request byte by byte.
//!
//! Test doubles such as wiremock give whole answers only, and bring an async runtime: half of these tests are about answers
//! that are cut off or do not come, and some are of builds without one.

#![allow(clippy::missing_panics_doc, reason = "a panic fails the test")]

mod request;
#[cfg(feature = "tls")]
mod tls;

pub use request::Request;
#[cfg(feature = "tls")]
pub use tls::Authority;

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long a connection may be idle, so that a test which went wrong ends.
const IDLE: Duration = Duration::from_secs(10);

/// Serves until the tests end, each connection on its own thread.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Request>>>,
}

/// The fate of a connection after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It waits for the next request.
    Reuse,
    /// It is closed.
    Close,
    /// It stays open, and nothing more is sent, until the client closes it.
    Stall,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Server {
    /// Gives every request the same answer, of a status and JSON.
    pub fn always(status: u16, body: impl Into<String>) -> Self {
        let answer = Answer::new(status, body);
        Self::answering(move |_| answer.clone())
    }

    /// Gives every request a whole answer.
    pub fn answering(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::serving(move |request, stream| {
            stream.write_all(&answer(request).to_bytes())?;
            Ok(Then::Reuse)
        })
    }

    /// Has the test write to the connection after each request, and say what happens to it then.
    pub fn serving(
        serve: impl Fn(&Request, &mut TcpStream) -> io::Result<Then> + Send + Sync + 'static,
    ) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&received);
        let server = Self::accepting(move |stream| {
            // A client may close its connection at any time: that is for the test to judge, not for the server.
            let _closed = converse(stream, &serve, &record);
        });
        Self { received, ..server }
    }

    /// Has the test do everything with a connection, from its first byte. No request is recorded.
    pub fn accepting(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(stream));
            }
        });
        Self { address, received: Arc::default() }
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far.
    #[must_use]
    pub fn received(&self) -> Vec<Request> {
        self.received.lock().unwrap().clone()
    }

    /// The paths of all requests so far.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.received().iter().map(|request| request.path().to_owned()).collect()
    }

    /// The bodies of all requests so far.
    #[must_use]
    pub fn bodies(&self) -> Vec<String> {
        self.received().iter().map(|request| request.body().to_owned()).collect()
    }
}

impl Answer {
    /// A status with a body, `application/json`.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: String::new(), body: body.into() }
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }

    fn to_bytes(&self) -> Vec<u8> {
        let Self { status, headers, body } = self;
        let length = body.len();
        format!("HTTP/1.1 {status} Test\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n{body}")
            .into_bytes()
    }
}

/// An address at which no server listens.
#[must_use]
pub fn unused_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The same as a URL.
#[must_use]
pub fn unused_url() -> String {
    format!("http://{}", unused_address())
}

fn converse(
    mut stream: TcpStream,
    serve: &dyn Fn(&Request, &mut TcpStream) -> io::Result<Then>,
    record: &Mutex<Vec<Request>>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE))?;
    loop {
        let request = Request::read(&mut stream)?;
        record.lock().unwrap().push(request.clone());
        match serve(&request, &mut stream)? {
            Then::Reuse => {}
            Then::Close => return stream.shutdown(Shutdown::Write),
            Then::Stall => {
                let _closed = stream.read(&mut [0]);
                return Ok(());
            }
        }
    }
}
