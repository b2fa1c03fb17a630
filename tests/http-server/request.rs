//! A request as it came.

use std::io::{self, Read};
use std::time::Instant;

/// A request: every byte, and when the last one came.
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
    /// Bytes up to and with the empty line.
    head: usize,
    at: Instant,
}

impl Request {
    /// Reads one request with a body of the length that its head states. Bytes that no HTTP request starts with, such as those
    /// of a TLS handshake, are a request without line, headers and body.
    ///
    /// # Errors
    ///
    /// When the connection ends before the request does.
    pub fn read(stream: &mut impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let mut part = [0; 65_536];
        loop {
            match stream.read(&mut part)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => bytes.extend_from_slice(&part[..read]),
            }
            let is_http = bytes.first().is_some_and(u8::is_ascii_uppercase);
            let head = if is_http { end_of_head(&bytes) } else { Some(0) };
            if let Some(head) = head.filter(|head| bytes.len() >= head + body_length(&bytes[..*head])) {
                return Ok(Self { bytes, head, at: Instant::now() });
            }
        }
    }

    /// Every byte.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// When the last byte came.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The first line and the headers, with the empty line after them.
    #[must_use]
    pub fn head(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.head]).unwrap()
    }

    /// The body; empty, if this is not HTTP.
    #[must_use]
    pub fn body(&self) -> &str {
        if self.head == 0 { "" } else { std::str::from_utf8(&self.bytes[self.head..]).unwrap() }
    }

    /// Path and query, without a `?` at their end.
    #[must_use]
    pub fn path(&self) -> &str {
        self.head().split(' ').nth(1).map_or("", |path| path.trim_end_matches('?'))
    }

    /// The value of a header, in any case of its name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head(), name)
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|end| end + 4)
}

fn body_length(head: &[u8]) -> usize {
    let head = std::str::from_utf8(head).unwrap();
    header(head, "content-length").map_or(0, |length| length.parse().unwrap())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut headers = head.lines().filter_map(|line| line.split_once(':'));
    headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
